import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import { ForRole } from "../../parts/ForRole";
import { Hint } from "../../parts/Hint";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { ScoreRange } from "../../parts/ScoreRange";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { DeleteImages } from "./DeleteImages";
import { Gallery } from "./Gallery";
import { NothingSelected, picked } from "./selection";

const t = texts.images;
const States = ["", "unlabeled", "auto", "labeled", "boxes", "unseen", "begun"] as const;
const Hints: Partial<Record<string, string>> = { boxes: t.boxesHint, unseen: t.unseenHint };
const PageSize = 120;

/** The gallery: state, class, score and order live in the address; only what is in view is in the page. What is chosen can be deleted. */
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
  const states = States.filter((one) => one === state || (one === "boxes" ? project.task === "detection" : one !== "unseen" || project.counts.unseen > 0));
  const [selection, setSelection] = useState(NothingSelected);
  const chosen = items.filter((image) => selection.ids.has(image.id));
  const drop = (gone: ReadonlySet<string>) => setSelection(({ ids, anchor }) => ({ ids: new Set([...ids].filter((one) => !gone.has(one))), anchor }));
  return (
    <div className="page wide">
      <div className="spread wrap">
        <h1>{t.title}</h1>
        <div className="row wrap">
          <div className="row wrap" role="group" aria-label={t.state}>{states.map((one) => {
            const button = <button key={one} className={`button small${state === one ? " primary" : ""}`} aria-pressed={state === one} onClick={() => choose("state", one)}>{t[one || "all"]}</button>;
            return Hints[one] ? <Hint key={one} text={Hints[one]}>{button}</Hint> : button;
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
      {chosen.length > 0 && (
        <div className="card chosen-bar row wrap" role="region" aria-label={t.chosenTitle}>
          <strong className="number" role="status">{t.chosen(chosen.length)}</strong><span className="muted small">{t.chooseHint}</span><span className="grow" />
          <ForRole may="annotate"><DeleteImages project={project.id} images={chosen} onGone={drop} /></ForRole>
          <button className="button small" onClick={() => setSelection(NothingSelected)}>{t.chooseNone}</button>
        </div>
      )}
      <Gallery items={items} hasBoxes={project.task === "detection"} selected={selection.ids} onPick={(id, withShift) => setSelection((now) => picked(now, items.map((image) => image.id), id, withShift))} project={project.id} isLast={!images.hasNextPage} onEnd={() => { if (images.hasNextPage && !images.isFetchingNextPage) void images.fetchNextPage(); }} />
    </div>
  );
}

const score = (text: string): number | undefined => (text === "" ? undefined : Math.min(Math.max(Number(text), 0), 100) / 100);
