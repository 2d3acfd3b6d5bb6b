import { useSyncExternalStore, type KeyboardEvent } from "react";
import { useSearchParams } from "react-router";
import { Hint } from "../../parts/Hint";
import { ScoreRange } from "../../parts/ScoreRange";
import { useTyped } from "../../parts/useTyped";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { isFiltered, percentOf, scoreOfPercent, withChoice, withoutFilter } from "../../work/reviewFilter";
import { useReviewFilter } from "../../work/useReviewFilter";
import type { WorkQueue } from "../../work/WorkQueue";

const t = texts.reviewFilter;

/** Which suggestions come one by one, kept in the address, and how many are left of them. */
export function FilterBar({ queue }: { readonly queue: WorkQueue | null }) {
  const { labels } = useRoomProject();
  const [, setSearch] = useSearchParams();
  const filter = useReviewFilter("review");
  useSyncExternalStore(queue?.subscribe ?? hearNothing, queue?.snapshot ?? never);
  const choose = (name: Parameters<typeof withChoice>[1], value: string) => setSearch((now) => withChoice(now, name, value), { replace: true });
  const ofClass = useTyped(filter.label ?? "");
  const left = queue?.left ?? null;
  return (
    <div className="filter-bar" role="group" aria-label={t.title} data-keeps-focus onKeyDown={toCanvas}>
      <label className="row">{texts.wall.class}
        <select className="input" value={ofClass.shown} onBlur={ofClass.leave} onChange={(event) => { ofClass.type(event.target.value); choose("label", event.target.value); leave(event.target); }}>
          <option value="">{texts.wall.allClasses}</option>
          {labels.map((label) => <option key={label.id} value={label.id}>{label.name}</option>)}
        </select>
      </label>
      <ScoreRange from={percentOf(filter.minScore)} to={percentOf(filter.maxScore)} onChoose={(name, percent) => choose(name, scoreOfPercent(percent))} />
      <Hint text={t.unlikeHint} isOfAct>
        <button className={`button small${filter.unlikeNeighbours ? " primary" : ""}`} aria-pressed={filter.unlikeNeighbours === true} onClick={(event) => { choose("unlike", filter.unlikeNeighbours ? "" : "1"); leave(event.currentTarget); }}>{t.unlike}</button>
      </Hint>
      {isFiltered(filter) && (
        <>
          <span className="number" role="status" data-testid="left">{left !== null && t.left(left)}</span>
          <button className="button small" onClick={() => setSearch(withoutFilter, { replace: true })}>{t.clear}</button>
        </>
      )}
    </div>
  );
}

/** Chosen with the pointer: the keys are the image's again. Who works by keys stays where they are. */
function leave(control: HTMLElement): void {
  if (!control.matches(":focus-visible")) control.blur();
}

/** Enter in a field: on to the image, which takes the keys by itself if it is still to come. */
function toCanvas({ key, target }: KeyboardEvent): void {
  if (key !== "Enter" || !(target as Element).matches("input, select")) return;
  (target as HTMLElement).blur();
  document.querySelector<HTMLElement>("[role=application]")?.focus();
}

const hearNothing = () => () => undefined;
const never = () => 0;
