import { hourAndMinute, duration } from "../parts/times";
import { useRoomProject } from "../ProjectShell";
import { countsClicks } from "../rooms/effort/cost";
import { texts } from "../texts/en";
import { reasonOf } from "./reason";
import { isFiltered } from "./reviewFilter";
import type { WorkImage } from "./WorkImage";
import type { WorkQueue } from "./WorkQueue";

const t = texts.work;
const SecondsPerLook = 2;
const WarnMilliseconds = 60_000;

/** Which image, why this one, for how long it is reserved; in Audit how many are left. */
export function StageHead({ queue, work }: { readonly queue: WorkQueue; readonly work: WorkImage }) {
  const { counts: { auto }, settings } = useRoomProject();
  const { item } = work;
  const ends = queue.reservedUntil !== null && queue.reservedUntil.getTime() - Date.now() < WarnMilliseconds;
  return (
    <div className="stage-head">
      <b className="cut">{item.name}</b><span className="number">{item.width}×{item.height}</span>
      {item.reason && <span title={t.reasons.hint}>{t.chosen} {reasonOf(item.reason, countsClicks(settings.timeModel))}</span>}
      <span className="end number">
        {queue.purpose === "review" && !isFiltered(queue.filter) && t.left(auto, duration(auto * SecondsPerLook))}
        {item.reason && queue.reservedUntil && <span className={ends ? "warn" : undefined}>{ends ? t.reservedEnds : t.reserved(hourAndMinute(queue.reservedUntil))}</span>}
      </span>
    </div>
  );
}
