import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api, ask } from "../../api/client";
import { keys, useModels, useSession, useTrail } from "../../api/queries";
import type { TrailEntry } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { ImageLinks } from "../../parts/ImageLinks";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { useUserNames } from "../account/Users";
import { kindsOf, peopleOf, summaryOf } from "./trailChoice";
import { TrailImages } from "./TrailImages";

const t = texts.trail;

/** Who did what when: by person, kind and time, as the address says. */
export function TrailRoom() {
  const project = useRoomProject();
  const [search, setSearch] = useSearchParams();
  const choose = (name: string, value: string) => setSearch((now) => { value ? now.set(name, value) : now.delete(name); return now; }, { replace: true });
  const [actor, kind, from, to] = ["who", "what", "from", "to"].map((name) => search.get(name) ?? "") as [string, string, string, string];
  const trail = useInfiniteQuery({
    queryKey: [...keys.trail(project.id), actor, kind, from, to], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(api.GET("/api/v1/projects/{project}/trail", {
      params: { path: { project: project.id }, query: { actor: actor || undefined, kind: kind || undefined, from: dayStart(from), to: dayStart(to, 1), limit: 100, cursor: pageParam } },
    })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const [open, setOpen] = useState<TrailEntry | null>(null);
  const entries = trail.data?.pages.flatMap((page) => page.items) ?? [];
  // What a filter leaves out can still be chosen.
  const known = [...(useTrail(project.id).data?.items ?? []), ...entries];
  const me = useSession().data?.user?.name ?? "";
  const actors = peopleOf(known, [actor, me, ...useUserNames()]);
  const kinds = [...new Set([...kindsOf(known), kind])].filter(Boolean);
  const models = useModels(project.id).data?.items ?? [];
  const isFiltered = [actor, kind, from, to].some(Boolean);
  return (
    <div className="page">
      <h1>{t.title}</h1>
      <div className="row wrap small" role="group" aria-label={t.filter}>
        <label className="row">{t.who}<select className="input inline" value={actor} onChange={(event) => choose("who", event.target.value)}><option value="">{t.everybody}</option>{actors.map((one) => <option key={one}>{one}</option>)}</select></label>
        <label className="row">{t.what}<select className="input inline" value={kind} onChange={(event) => choose("what", event.target.value)}><option value="">{t.everything}</option>{kinds.map((one) => <option key={one} value={one}>{t.kinds[one] ?? one}</option>)}</select></label>
        <label className="row">{t.from}<input className="input inline" type="date" value={from} max={to || undefined} onChange={(event) => choose("from", event.target.value)} /></label>
        <label className="row">{t.to}<input className="input inline" type="date" value={to} min={from || undefined} onChange={(event) => choose("to", event.target.value)} /></label>
        {isFiltered && <button className="button small" onClick={() => setSearch({}, { replace: true })}>{texts.images.clear}</button>}
      </div>
      <Problem error={trail.error} onRetry={() => void trail.refetch()} />
      {trail.data && entries.length === 0 && <div className="card empty"><h2>{isFiltered ? t.noMatch : t.empty}</h2></div>}
      {entries.length > 0 && (
        <section className="card" style={{ padding: 0, overflowX: "auto" }}>
          <table>
            <thead><tr><th>{t.when}</th><th>{t.who}</th><th>{t.what}</th><th>{texts.rooms.images}</th></tr></thead>
            <tbody>{entries.map((entry) => (
              <tr key={entry.id}><td className="small muted number" style={{ textAlign: "left", whiteSpace: "nowrap" }}>{dateAndTime(entry.at)}</td><td>{entry.actor}</td><td>{summaryOf(entry, models)}</td>
                <td className="small"><TrailImages entry={entry} onOpen={setOpen} /></td></tr>
            ))}</tbody>
          </table>
        </section>
      )}
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={open ? summaryOf(open, models) : ""} wide>{open && <ImageLinks project={project.id} ids={open.imageIds} />}</Dialog>
      {trail.hasNextPage && <div><button className="button" disabled={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>{texts.common.more}</button></div>}
    </div>
  );
}

/** A day of this place as an instant; `plus` days later. */
function dayStart(day: string, plus = 0): string | undefined {
  if (!day) return undefined;
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, date + plus).toISOString();
}
