import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Job, TrainingDetail } from "../../api/types";
import { Chart } from "../../parts/Chart";
import { Dialog } from "../../parts/Dialog";
import { ForRole } from "../../parts/ForRole";
import { Problem } from "../../parts/Problem";
import { clock } from "../../parts/times";
import { Term } from "../../parts/Term";
import { texts } from "../../texts/en";
import { LearnedFrom } from "./LearnedFrom";

const t = texts.train;

/** A training while it runs. */
export function RunningTraining({ job }: { readonly job: Job }) {
  const detail = job.detail as TrainingDetail | null | undefined;
  const snapshot = (job.request as { snapshotId?: string } | null | undefined)?.snapshotId;
  return (
    <section className="card stack">
      <div className="spread wrap">
        <div>
          <h2>{job.state === "queued" ? t.queued : t.running}
            {typeof detail?.secondsLeft === "number" && <span className="muted number">, {t.left(clock(detail.secondsLeft))}</span>}</h2>
          {snapshot && <p className="small">{texts.learned.learns} <LearnedFrom snapshot={snapshot} /></p>}
          {detail && <p className="muted small">{t.phase[detail.phase]}{detail.epoch > 0 && <> · <Term name="pass" /> {detail.epoch}</>}</p>}
        </div>
        <CancelTraining job={job} />
      </div>
      <div className="progress" role="progressbar" aria-label={t.running} aria-valuenow={Math.round(job.progress * 100)} aria-valuemin={0} aria-valuemax={100}>
        <span style={{ width: `${job.progress * 100}%` }} />
      </div>
      <Curves detail={detail} isRunning />
    </section>
  );
}

function CancelTraining({ job }: { readonly job: Job }) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/trainings/{id}/cancel", { params: { path: { id: job.id } } })),
    onSuccess: () => { setOpen(false); void client.invalidateQueries({ queryKey: keys.trainings(job.projectId) }); },
  });
  return (
    <>
      <ForRole may="train"><button className="button" onClick={() => setOpen(true)}>{t.cancel}</button></ForRole>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.cancelTitle}>
        <p>{t.cancelLine}</p>
        <Problem error={cancel.error} />
        <button className="button danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>{t.cancelDo}</button>
      </Dialog>
    </>
  );
}

export function Curves({ detail, isRunning = false }: { readonly isRunning?: boolean; readonly detail: TrainingDetail | null | undefined }) {
  const history = detail?.history ?? [];
  if (history.length === 0) return <p className="muted small">{t.noCurve}</p>;
  const loss = history.map((point) => ({ x: point.epoch, y: Object.values(point.losses).reduce((sum, part) => sum + part, 0) }));
  const good = history.flatMap((point) => (typeof point.score === "number" ? [{ x: point.epoch, y: point.score }] : []));
  return (
    <div className="two">
      <figure style={{ margin: 0 }}><h3><Term name="loss" /></h3><Chart title={t.loss} points={loss} xName={t.epoch} /></figure>
      <figure style={{ margin: 0 }}><h3><Term name="howGood" /></h3>{good.length > 0 ? <Chart title={t.good} points={good} yMax={1} xMax={history.at(-1)!.epoch} xName={t.epoch} /> : <p className="muted small">{isRunning ? t.scoreLater : t.noScore}</p>}</figure>
    </div>
  );
}
