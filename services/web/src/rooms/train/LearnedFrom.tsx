import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { Dialog } from "../../parts/Dialog";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

const t = texts.learned;

/** What a training learned from: the counts as a link to the images themselves. */
export function LearnedFrom({ snapshot: id }: { readonly snapshot: string }) {
  const [open, setOpen] = useState(false);
  const snapshot = useQuery({ queryKey: ["snapshot", id], staleTime: Infinity, queryFn: () => ask(api.GET("/api/v1/snapshots/{snapshot}", { params: { path: { snapshot: id } } })) });
  const data = snapshot.data;
  if (!data) return null;
  return (
    <>
      <button className="link" onClick={() => setOpen(true)}>{t.from(data.images, data.boxes)}</button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.from(data.images, data.boxes)} wide>
        <p className="muted small">{t.taken(dateAndTime(data.takenAt), data.validationImages)}</p>
        <div className="row wrap">{data.labels.map((label) => <span key={label.labelId} className="chip number">{label.label}: {label.boxes.toLocaleString("en")}</span>)}</div>
        <Images snapshot={id} />
      </Dialog>
    </>
  );
}

function Images({ snapshot }: { readonly snapshot: string }) {
  const project = useRoomProject();
  const images = useInfiniteQuery({
    queryKey: ["snapshot", snapshot, "images"], staleTime: Infinity, initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(api.GET("/api/v1/snapshots/{snapshot}/images", { params: { path: { snapshot }, query: { limit: 48, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <>
      <Problem error={images.error} />
      <div className="gallery">{images.data?.pages.flatMap((page) => page.items).map((image) => (
        <Link key={image.imageId} to={`/p/${project.id}/label/${image.imageId}`} title={image.name}>
          <img src={thumbnailUrl(image.imageId, 320)} alt={image.name} loading="lazy" /><span className="chip">{image.boxes}{image.validation && ` · ${t.held}`}</span>
        </Link>
      ))}</div>
      {images.hasNextPage && <div><button className="button" disabled={images.isFetchingNextPage} onClick={() => void images.fetchNextPage()}>{texts.common.more}</button></div>}
    </>
  );
}
