import { Link } from "react-router";
import { texts } from "../texts/en";
import type { OtherTab } from "./tabNews";
import type { WorkQueue } from "./WorkQueue";

const t = texts.work;

/** Over an image that another tab of this person has in hand, or had: where that tab is now, and how to go on here. */
export function LookingOn({ queue, other, onTake }: { readonly queue: WorkQueue; readonly other: OtherTab; readonly onTake: () => void }) {
  const { isFree, on } = other;
  return (
    <div className="stage-notice" role="status">
      <span>{!isFree ? t.otherTab : on ? t.otherTabOn(on.name) : t.otherTabLeft}</span>
      <button className="button small" onClick={onTake}>{isFree ? t.editFree : t.editHere}</button>
      {isFree && on && <Link className="button small" to={`/p/${queue.projectId}/${queue.purpose === "label" ? "label" : "audit"}/${on.image}`}>{t.showThatOne}</Link>}
    </div>
  );
}
