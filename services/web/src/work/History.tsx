import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { say } from "../parts/Toasts";
import { dateAndTime } from "../parts/times";
import { texts } from "../texts/en";
import { readRevisions, revisionsKey } from "./useCertified";
import type { WorkImage } from "./WorkImage";

const t = texts.work;

/** Every saved version of the image; an old one can be made the newest again. */
export function History({ work, onRestored }: { readonly work: WorkImage; readonly onRestored: () => void }) {
  const client = useQueryClient();
  const image = work.item.id;
  const revisions = useQuery({ queryKey: revisionsKey(image, work.base.revision), queryFn: () => readRevisions(image) });
  const restore = async (revision: number) => {
    try {
      await ask(api.POST("/api/v1/images/{image}/restore", {
        params: { path: { image }, header: { "If-Match": `"${work.base.revision}"`, "Idempotency-Key": crypto.randomUUID() } }, body: { revision },
      }));
      await client.invalidateQueries({ queryKey: revisionsKey(image) });
      onRestored();
    } catch (error) {
      say((error as Error).message);
    }
  };
  const items = revisions.data?.items ?? [];
  return (
    <section className="stack-small">
      <h3>{t.history}</h3>
      {items.length === 0 && <p className="muted small">{t.history_empty}</p>}
      <ol className="history">{items.map((one) => (
        <li key={one.revision}>
          <span><b>{t.version(one.revision)}</b> <span className="muted">{t.revisionBy(one.actor, dateAndTime(one.savedAt))}, {texts.common.boxes(one.annotations.length)}{one.reason === "certificate" && `, ${texts.promise.unseenVersion}`}</span></span>
          {one.revision !== work.base.revision && !work.editor.readOnly && <button className="button small quiet" onClick={() => void restore(one.revision)}>{t.restore}</button>}
        </li>
      ))}</ol>
    </section>
  );
}
