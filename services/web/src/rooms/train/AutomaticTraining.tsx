import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { NextTraining, Project } from "../../api/types";
import { NumberField } from "../../parts/NumberField";
import { Problem } from "../../parts/Problem";
import { clock } from "../../parts/times";
import { texts } from "../../texts/en";

const t = texts.automatic;
/** As the server takes them. */
const Limits = { quickFrom: { min: 0, max: 100_000 }, newImages: { min: 1, max: 100_000 }, quietSeconds: { min: 0, max: 86_400 } };

interface Choice {
  readonly enabled?: boolean;
  readonly paused?: boolean;
  readonly quickFrom?: number;
  readonly newImages?: number;
  readonly quietSeconds?: number;
}

export const useNextTraining = (project: string) => useQuery({
  queryKey: keys.nextTraining(project), queryFn: () => ask(api.GET("/api/v1/projects/{project}/next-training", { params: { path: { project } } })),
});

function useChange(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (automaticTraining: Choice) => ask(api.PATCH("/api/v1/projects/{project}", { params: { path: { project } }, body: { settings: { automaticTraining } } })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.project(project) }), client.invalidateQueries({ queryKey: keys.nextTraining(project) })]),
  });
}

/** Off or on, the countdown to the next one, which can be held back; and, unless in brief, after how many images. */
export function AutomaticTraining({ project, isBrief = false }: { readonly project: Project; readonly isBrief?: boolean }) {
  const next = useNextTraining(project.id).data;
  const change = useChange(project.id);
  const automatic = project.settings.automaticTraining;
  return (
    <div className="stack-small">
      <label className="row">
        <input type="checkbox" checked={automatic?.enabled ?? false} disabled={change.isPending} onChange={(event) => change.mutate({ enabled: event.target.checked })} />
        {texts.train.automatic}
      </label>
      {automatic?.enabled && next && <Countdown next={next} labeled={project.counts.labeled} isPending={change.isPending} onPause={(paused) => change.mutate({ paused })} />}
      {!isBrief && <div className="lines small">
        <NumberField label={t.quickFrom} unit={t.quickImages} {...Limits.quickFrom} value={automatic?.quickFrom ?? 10} onChoose={(quickFrom) => change.mutate({ quickFrom })} />
        <NumberField label={t.after} unit={t.images} {...Limits.newImages} value={automatic?.newImages ?? 12} onChoose={(newImages) => change.mutate({ newImages })} />
        <NumberField label={t.and} unit={t.quiet} {...Limits.quietSeconds} value={automatic?.quietSeconds ?? 60} onChoose={(quietSeconds) => change.mutate({ quietSeconds })} />
      </div>}
      <p className="muted small">{automatic?.enabled ? t.line : t.off}</p>
      <Problem error={change.error} />
    </div>
  );
}

interface CountdownProps {
  readonly next: NextTraining;
  readonly labeled: number;
  readonly isPending: boolean;
  readonly onPause: (paused: boolean) => void;
  /** Where there is little room: no condition beside the time. */
  readonly isBrief?: boolean;
}

/** Where the next training stands, and its button. */
export function Countdown({ next, labeled, isPending, onPause, isBrief = false }: CountdownProps) {
  const seconds = useSecondsLeft(next);
  const share = next.isQuick ? labeled / Math.max(labeled + next.missingImages, 1) : Math.min(next.newImages / next.wantedImages, 1);
  const line = next.paused ? (isBrief ? t.pausedBrief : t.paused) : next.underWay ? t.underWay : seconds === null ? t.waiting(next.missingImages, next.isQuick, next.quietSeconds) : seconds > 0 ? (isBrief ? t.startsInBrief : t.startsIn)(clock(seconds)) : t.starting;
  return (
    <div className="countdown">
      <span className="number" role="timer" title={isBrief && seconds ? t.startsIn(clock(seconds)) : undefined}>{line}</span>
      {!next.underWay && seconds === null && !next.paused && <span className="progress" aria-hidden="true"><span style={{ width: `${share * 100}%` }} /></span>}
      <button className="button small" aria-pressed={next.paused} disabled={isPending} onClick={() => onPause(!next.paused)}>{next.paused ? t.resume : t.pause}</button>
    </div>
  );
}

/** Counted on the server's clock; null while nothing is due. */
function useSecondsLeft(next: NextTraining): number | null {
  const heardAt = useMemo(() => ({ server: Date.parse(next.now), here: Date.now() }), [next.now]);
  const [, tick] = useState(0);
  useEffect(() => {
    if (!next.dueAt) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [next.dueAt]);
  return next.dueAt ? Math.max((Date.parse(next.dueAt) - heardAt.server - (Date.now() - heardAt.here)) / 1000, 0) : null;
}

/** It starts by itself in a moment, or would if nobody held it back. */
export const isSoon = (next: NextTraining | undefined): next is NextTraining => next !== undefined && next.enabled && (Boolean(next.dueAt) || next.paused);

/** In every room, while a training is about to start by itself: how long still, and a button to hold it back. */
export function TrainingSoon({ project, next }: { readonly project: Project; readonly next: NextTraining }) {
  const change = useChange(project.id);
  return <Countdown next={next} labeled={project.counts.labeled} isPending={change.isPending} onPause={(paused) => change.mutate({ paused })} isBrief />;
}
