import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, ask } from "../api/client";
import { keys, useAutoLabels, useMay, useModels, usePromises, useTrainings } from "../api/queries";
import type { Project } from "../api/types";
import { Receipt } from "../journal/Receipt";
import { say } from "../parts/Toasts";
import { TrainingSoon, isSoon, useNextTraining } from "../rooms/train/AutomaticTraining";
import { texts } from "../texts/en";
import { isComparing, isOpen, mayDo, whatNext, type NextStep } from "./whatNext";

export function useNextStep(project: Project): NextStep {
  const trainings = useTrainings(project.id);
  const autolabels = useAutoLabels(project.id);
  const models = useModels(project.id);
  const promises = usePromises(project.id);
  const next = useNextTraining(project.id).data;
  const newest = models.data?.items[0];
  const runs = autolabels.data?.items.filter((run) => isOpen(run.state)) ?? [];
  return whatNext({
    counts: project.counts, automatic: next?.enabled && !next.paused ? next : null,
    training: trainings.data?.items[0] ?? null, autolabel: runs.find((run) => !isComparing(run)) ?? runs[0] ?? null, models: models.data?.items.length ?? 0,
    promise: promises.data?.items[0], newlyLabelled: newest ? Math.max(project.counts.labeled - newest.images, 0) : 0,
  });
}

/** Lets the model in use label what no person has decided. */
export function useAutoLabel(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/autolabels", {
      params: { path: { project }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: {},
    })),
    onError: (error) => say(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: keys.autolabels(project) }),
  });
}

/** In every room: the one next step, its cost, its button; and where the work is kept. */
export function NextBar({ project, room }: { readonly project: Project; readonly room: string }) {
  const step = useNextStep(project);
  const autolabel = useAutoLabel(project.id);
  const may = useMay("annotate");
  const next = useNextTraining(project.id).data;
  const soon = room !== "train" && isSoon(next) ? <span className="small"><TrainingSoon project={project} next={next} /></span> : null;
  // That it will learn is said once: by the countdown, where there is one.
  const isSaid = soon !== null && step.kind === "train";
  return (
    <div className="next-bar" role="region" aria-label={texts.next.label}>
      <span className="muted">{texts.next.label}</span>
      {isSaid && may ? soon : <span className="what cut" aria-live="polite" title={step.line}>{step.line}</span>}
      {step.progress !== undefined && <span className="progress" aria-hidden="true"><span style={{ width: `${Math.min(step.progress, 1) * 100}%` }} /></span>}
      {!mayDo(step, may) ? null : step.kind === "autolabel"
        ? <button className="button small primary" disabled={autolabel.isPending} onClick={() => autolabel.mutate()}>{step.action}</button>
        : step.room !== room && <Link className="button small primary" to={`/p/${project.id}/${step.room}`}>{step.action}</Link>}
      <span className="grow" />
      {may && !isSaid && soon}
      <Receipt />
    </div>
  );
}
