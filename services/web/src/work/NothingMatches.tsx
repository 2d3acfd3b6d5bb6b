import { useSearchParams } from "react-router";
import { Icon } from "../parts/Icon";
import { useRoomProject } from "../ProjectShell";
import { texts } from "../texts/en";
import { withoutFilter } from "./reviewFilter";
import type { WorkQueue } from "./WorkQueue";

const t = texts.reviewFilter;

/** The filter lets nothing through any more: how many wait without it, and the way there. */
export function NothingMatches({ queue }: { readonly queue: WorkQueue }) {
  const { auto } = useRoomProject().counts;
  const [, setSearch] = useSearchParams();
  return (
    <div className="work"><div className="empty">
      <Icon name="check" size={56} />
      <h1>{t.none}</h1>
      <p className="muted">{t.without(auto)}</p>
      <div className="row">
        {queue.canGoBack && <button className="button" onClick={() => void queue.back()}>{texts.work.back}</button>}
        <button className="button" onClick={() => void queue.look()}>{texts.work.look}</button>
        <button className="button primary" onClick={() => setSearch(withoutFilter, { replace: true })}>{t.clear}</button>
      </div>
    </div></div>
  );
}
