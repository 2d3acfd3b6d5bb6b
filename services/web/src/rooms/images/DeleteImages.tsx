import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { ApiError } from "../../api/problem";
import { keys, usePromises } from "../../api/queries";
import type { Image } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { texts } from "../../texts/en";
import { lossOf } from "./selection";

const t = texts.images;
const AtOnce = 4;

interface Props {
  readonly project: string;
  readonly images: readonly Image[];
  readonly onGone: (ids: ReadonlySet<string>) => void;
}

/** Says what is lost with the chosen images, then deletes them one by one; what could not be deleted stays chosen. */
export function DeleteImages({ project, images, onGone }: Props) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<readonly Image[] | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const isPromised = (usePromises(project).data?.items ?? []).some((one) => one.state === "issued" || one.state === "checking");
  const remove = async (all: readonly Image[]) => {
    setError(null);
    setDone(0);
    const waiting = [...all];
    const gone = new Set<string>();
    let failure: Error | null = null;
    const work = async () => {
      for (let image = waiting.shift(); image && !failure; image = waiting.shift()) {
        try {
          await ask(api.DELETE("/api/v1/images/{id}", { params: { path: { id: image.id } } }));
        } catch (problem) {
          // Somebody else was quicker.
          if (!(problem instanceof ApiError && problem.status === 404)) { failure = problem as Error; return; }
        }
        setDone(gone.add(image.id).size);
      }
    };
    await Promise.all(Array.from({ length: AtOnce }, work));
    setDone(null);
    void client.invalidateQueries({ queryKey: keys.images(project) });
    void client.invalidateQueries({ queryKey: keys.project(project) });
    setError(failure);
    setAsked(failure ? all.filter((image) => !gone.has(image.id)) : null);
    onGone(gone);
    if (gone.size > 0) say(t.deleted(gone.size));
  };
  const { checked, suggested, boxes } = lossOf(asked ?? []);
  const count = asked?.length ?? 0;
  return (
    <>
      <button className="button small danger" onClick={() => { setError(null); setAsked(images); }}>{t.deleteAsk(images.length)}</button>
      <Dialog open={asked !== null} onClose={() => { if (done === null) setAsked(null); }} title={t.deleteTitle(count)}>
        <p>{t.deleteLine(checked, suggested, boxes)}</p>
        {isPromised && <p>{t.deletePromise}</p>}
        <Problem error={error} />
        <div className="row">
          <button className="button danger" disabled={done !== null} onClick={() => void remove(asked!)}>{t.deleteDo(count)}</button>
          <button className="button" disabled={done !== null} onClick={() => setAsked(null)}>{texts.common.cancel}</button>
          {done !== null && <span className="muted small number" role="status">{t.deletedOf(done, count)}</span>}
        </div>
      </Dialog>
    </>
  );
}
