import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { keys } from "../../api/queries";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

const t = texts.images;
const States = ["", "unlabeled", "auto", "labeled", "begun"] as const;

export function ImagesRoom() {
  const project = useRoomProject();
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") ?? "";
  const label = search.get("label") ?? "";
  const images = useInfiniteQuery({
    queryKey: keys.images(project.id, state, label),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(api.GET("/api/v1/projects/{project}/images", {
      params: { path: { project: project.id }, query: { limit: 60, cursor: pageParam, state: state || undefined, label: label || undefined } },
    })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const choose = (name: string, value: string) => setSearch((now) => { value ? now.set(name, value) : now.delete(name); return now; }, { replace: true });
  const items = images.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="spread wrap">
        <h1>{t.title}</h1>
        <div className="row wrap">
          <div className="row" role="group">{States.map((one) => (
            <button key={one} className={`button small${state === one ? " primary" : ""}`} aria-pressed={state === one} onClick={() => choose("state", one)}>{t[one || "all"]}</button>
          ))}</div>
          <select className="input" style={{ width: 160 }} aria-label={texts.work.classes} value={label} onChange={(event) => choose("label", event.target.value)}>
            <option value="">{texts.work.classes}: {t.all}</option>
            {project.labels.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </div>
      </div>
      <Problem error={images.error} onRetry={() => void images.refetch()} />
      {images.data && items.length === 0 && (
        <div className="card empty"><Icon name="images" size={48} /><h2>{t.none}</h2><button className="button" onClick={() => setSearch({})}>{t.clear}</button></div>
      )}
      <div className="gallery">{items.map((image) => (
        <Link key={image.id} to={`/p/${project.id}/${image.state === "auto" ? "audit" : "label"}/${image.id}`} title={image.name}>
          <img src={thumbnailUrl(image.id, 320)} alt={image.name} loading="lazy" />
          <span className="chip">{t[image.begun ? "begun" : (image.state as "auto")]}{image.boxes > 0 && ` · ${image.boxes}`}</span>
        </Link>
      ))}</div>
      {images.hasNextPage && <div><button className="button" disabled={images.isFetchingNextPage} onClick={() => void images.fetchNextPage()}>{texts.common.more}</button></div>}
    </div>
  );
}
