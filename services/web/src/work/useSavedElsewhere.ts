import { useEffect } from "react";
import { useSession } from "../api/queries";
import { saver } from "../journal/saving";
import { live } from "../live/live";
import { savedBy } from "../live/savedBy";
import { say } from "../parts/Toasts";
import { texts } from "../texts/en";
import type { WorkQueue } from "./WorkQueue";

/** The image on screen, which nobody here has changed yet, is shown as somebody else has just saved it, and says who. */
export function useSavedElsewhere(queue: WorkQueue): void {
  const me = useSession().data?.user?.name;
  useEffect(() => live.hear((news) => {
    const work = queue.current;
    const other = work && !work.isChanged && !saver.entry(work.item.id) ? savedBy(news, work.item.id, me) : null;
    if (!work || other === null) return;
    say(texts.work.savedElsewhere(other, work.item.name));
    void queue.reload();
  }), [queue, me]);
}
