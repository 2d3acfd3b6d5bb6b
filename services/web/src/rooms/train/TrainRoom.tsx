import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask } from "../../api/client";
import { keys, useTrainings } from "../../api/queries";
import type { Job, TrainingDetail } from "../../api/types";
import { isOpen } from "../../next/whatNext";
import { ForRole, OnlyLookNotice } from "../../parts/ForRole";
import { Problem } from "../../parts/Problem";
import { dateAndTime, duration } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { AutomaticTraining } from "./AutomaticTraining";
import { LearnedFrom } from "./LearnedFrom";
import { Curves, RunningTraining } from "./RunningTraining";

const t = texts.train;
/** Null: as long as the product thinks it needs. */
const Budgets = [null, 30, 60, 180, 600, 1800] as const;

export function TrainRoom() {
  const project = useRoomProject();
  const client = useQueryClient();
  const trainings = useTrainings(project.id);
  const [budget, setBudget] = useState<number | null>(null);
  const start = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/trainings", {
      params: { path: { project: project.id }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: { budgetSeconds: budget },
    })),
    onSettled: () => { void client.invalidateQueries({ queryKey: keys.trainings(project.id) }); },
  });
  const jobs = trainings.data?.items ?? [];
  const running = jobs.filter((job) => isOpen(job.state));
  const earlier = jobs.filter((job) => !isOpen(job.state));
  const latest = jobs.find((job) => job.state === "succeeded");

  return (
    <div className="page">
      <h1>{t.title}</h1>
      <OnlyLookNotice />
      <Problem error={trainings.error} onRetry={() => void trainings.refetch()} />
      {running.length > 0
        ? running.map((job) => <RunningTraining key={job.id} job={job} />)
        : (
          <section className="card spread wrap">
            <div className="stack-small">
              <p style={{ fontSize: "1.05rem", fontWeight: 600 }}>{project.counts.labeled > 0 ? t.startLine(project.counts.labeled) : t.few}</p>
              <label className="row small">{t.budget}
                <select className="input" style={{ width: 220 }} value={budget ?? ""} onChange={(event) => setBudget(event.target.value ? Number(event.target.value) : null)}>
                  {Budgets.map((seconds) => <option key={seconds} value={seconds ?? ""}>{seconds === null ? t.budgetAuto : seconds < 60 ? t.seconds(seconds) : t.minutes(seconds / 60)}</option>)}
                </select>
              </label>
              <Problem error={start.error} />
            </div>
            <ForRole may="train"><button className="button primary" disabled={start.isPending || project.counts.labeled === 0} onClick={() => start.mutate()}>{t.start}</button></ForRole>
          </section>
        )}
      {running.length === 0 && latest?.detail !== undefined && latest.detail !== null && <section className="card"><Curves detail={latest.detail as unknown as TrainingDetail} /></section>}
      <section className="card"><ForRole may="annotate"><AutomaticTraining project={project} /></ForRole></section>
      <section className="card stack-small">
        <h3>{t.history}</h3>
        {earlier.length === 0 ? <p className="muted">{t.none}</p> : (
          <table>
            <thead><tr><th>{t.when}</th><th>{texts.learned.learned}</th><th className="number">{t.length}</th><th>{t.outcome}</th><th /></tr></thead>
            <tbody>{earlier.map((job) => <TrainingRow key={job.id} job={job} />)}</tbody>
          </table>
        )}
      </section>
    </div>
  );
}

const Chip: Record<string, string> = { succeeded: "good", failed: "bad", cancelled: "" };

function TrainingRow({ job }: { readonly job: Job }) {
  const model = (job.result as { modelId?: string } | null | undefined)?.modelId;
  const snapshot = (job.request as { snapshotId?: string } | null | undefined)?.snapshotId;
  const seconds = job.startedAt && job.finishedAt ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000 : null;
  return (
    <tr>
      <td>{dateAndTime(job.createdAt)}</td>
      <td>{snapshot ? <LearnedFrom snapshot={snapshot} /> : ""}</td>
      <td className="number">{seconds === null ? "" : duration(seconds)}</td>
      <td><span className={`chip ${Chip[job.state]}`}>{t.state[job.state]}</span> {job.error && <span className="small">{job.error}</span>}</td>
      <td>{model && <Link to={`/p/${job.projectId}/models/${model}`}>{t.madeModel}</Link>}</td>
    </tr>
  );
}
