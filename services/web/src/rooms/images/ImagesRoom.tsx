import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useSearchParams } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { keys } from "../../api/queries";
import { Hint } from "../../parts/Hint";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { ScoreRange } from "../../parts/ScoreRange";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { useRowsInView } from "./useRowsInView";

const t = texts.images;
const States = ["", "unlabeled", "auto", "labeled", "boxes", "begun"] as const;
const PageSize = 120;

/** The gallery: state, class, score and order live in the address; only what is in view is in the page. */
export function ImagesRoom() {
  const project = useRoomProject();
  const [search, setSearch] = useSearchParams();
  const [state, label, sort, from, to] = ["state", "label", "sort", "from", "to"].map((name) => search.get(name) ?? "") as [string, string, string, string, string];
  const images = useInfiniteQuery({
    queryKey: keys.images(project.id, state, label, sort, from, to),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(api.GET("/api/v1/projects/{project}/images", {
      params: { path: { project: project.id }, query: {
        limit: PageSize, cursor: pageParam, state: state || undefined, label: label || undefined, sort: sort || undefined, minScore: score(from), maxScore: score(to),
      } },
    })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const choose = (name: string, value: string) => setSearch((now) => { value ? now.set(name, value) : now.delete(name); return now; }, { replace: true });
  const items = images.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page wide">
      <div className="spread wrap">
        <h1>{t.title}</h1>
        <div className="row wrap">
          <div className="row wrap" role="group" aria-label={t.state}>{States.filter((one) => project.task === "detection" || one !== "boxes").map((one) => {
            const button = <button key={one} className={`button small${state === one ? " primary" : ""}`} aria-pressed={state === one} onClick={() => choose("state", one)}>{t[one || "all"]}</button>;
            return one === "boxes" ? <Hint key={one} text={t.boxesHint}>{button}</Hint> : button;
          })}</div>
        </div>
      </div>
      <div className="row wrap small">
        <label className="row">{texts.wall.class}
          <select className="input inline" value={label} onChange={(event) => choose("label", event.target.value)}>
            <option value="">{t.all}</option>
            {project.labels.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select></label>
        <label className="row">{texts.wall.sort}
          <select className="input inline" value={sort} onChange={(event) => choose("sort", event.target.value)}>{Object.entries(t.sorts).filter(([one]) => project.task === "detection" || one !== "fewest").map(([one, name]) => <option key={one} value={one}>{name}</option>)}</select></label>
        <ScoreRange className="input narrow" from={from} to={to} onChoose={choose} />
        {search.size > 0 && <button className="button small" onClick={() => setSearch({})}>{t.clear}</button>}
      </div>
      <Problem error={images.error} onRetry={() => void images.refetch()} />
      {images.data && items.length === 0 && (
        <div className="card empty"><Icon name="images" size={48} /><h2>{search.size > 0 ? t.none : texts.projects.noImages}</h2>
          {search.size > 0 ? <button className="button" onClick={() => setSearch({})}>{t.clear}</button> : <Link className="button primary" to={`/p/${project.id}/import`}>{texts.next.import}</Link>}</div>
      )}
      <Gallery items={items} hasBoxes={project.task === "detection"} project={project.id} isLast={!images.hasNextPage} onEnd={() => { if (images.hasNextPage && !images.isFetchingNextPage) void images.fetchNextPage(); }} />
    </div>
  );
}

interface GalleryProps {
  readonly items: readonly { readonly id: string; readonly name: string; readonly state: string; readonly begun: boolean; readonly boxes: number; readonly boxesChecked: boolean }[];
  /** Where whole images are sorted there is nothing to count on one. */
  readonly hasBoxes: boolean;
  readonly project: string;
  readonly isLast: boolean;
  readonly onEnd: () => void;
}

/** However many images there are, some dozens are in the document. */
function Gallery({ items, hasBoxes, project, isLast, onEnd }: GalleryProps) {
  const host = useRef<HTMLDivElement>(null);
  const rows = useRowsInView(host, items.length);
  const end = rows.last >= rows.count - 3;
  useEffect(() => { if (end && !isLast) onEnd(); });
  return (
    <div ref={host} style={{ height: rows.height, position: "relative" }} role="list" aria-label={t.title}>
      <div className="gallery" style={{ position: "absolute", left: 0, right: 0, top: rows.offset, gridTemplateColumns: `repeat(${rows.columns}, 1fr)` }}>
        {items.slice(rows.first * rows.columns, (rows.last + 1) * rows.columns).map((image) => (
          <div key={image.id} role="listitem">
            <Link to={`/p/${project}/${image.state === "auto" ? "audit" : "label"}/${image.id}`} title={image.name}>
              <img src={thumbnailUrl(image.id, 320)} alt={image.name} />
              <span className="chip">{t[image.begun ? "begun" : image.boxesChecked ? "boxes" : (image.state as "auto")]}{hasBoxes && image.boxes > 0 && ` · ${image.boxes}`}</span>
            </Link>
          </div>
        ))}
      </div>
    </div>
  );
}

const score = (text: string): number | undefined => (text === "" ? undefined : Math.min(Math.max(Number(text), 0), 100) / 100);
