import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, ask } from "../../api/client";
import type { TrailEntry } from "../../api/types";
import { texts } from "../../texts/en";

const t = texts.trail;

/** The image of an entry by its name, or how many there are. */
export function TrailImages({ entry, onOpen }: { readonly entry: TrailEntry; readonly onOpen: (entry: TrailEntry) => void }) {
  const [id, ...others] = entry.imageIds;
  const image = useQuery({
    queryKey: ["image", id], enabled: id !== undefined && others.length === 0, staleTime: Infinity,
    queryFn: () => ask(api.GET("/api/v1/images/{id}", { params: { path: { id: id! } } })),
  });
  if (id === undefined) return null;
  if (others.length > 0) return <button className="link" onClick={() => onOpen(entry)}>{texts.common.images(entry.imageIds.length)}</button>;
  if (image.error) return <span className="muted">{t.imageGone}</span>;
  return <Link className="cut" style={{ display: "block", maxWidth: 220 }} title={image.data?.name} to={`/p/${entry.projectId}/label/${id}`}>{image.data?.name ?? t.image}</Link>;
}
