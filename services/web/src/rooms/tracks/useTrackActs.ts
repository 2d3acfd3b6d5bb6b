import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { keys, useMay } from "../../api/queries";
import type { Track } from "../../api/types";
import { decidedAnew, say, sayTakenBack } from "../../parts/Toasts";
import { texts } from "../../texts/en";

export type TrackActKind = "accept" | "reject" | "correct" | "split";

export interface TrackActs {
  /** @param value the class for correct, the image for split. */
  readonly run: (track: Track, kind: TrackActKind, value?: string) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
}

/** Decisions on tracks, one at a time; each can be taken back, the last first. */
export function useTrackActs(project: string, clip: string): TrackActs {
  const client = useQueryClient();
  const [done, setDone] = useState<readonly string[]>([]);
  const refresh = () => Promise.all([keys.tracks(project), keys.clips(project), keys.project(project)].map((queryKey) => client.invalidateQueries({ queryKey })));
  const header = () => ({ "Idempotency-Key": crypto.randomUUID() });
  const acting = useMutation({
    mutationFn: ({ track: { id: track }, kind, value }: { track: Track; kind: TrackActKind; value?: string | undefined }) => {
      const params = { path: { project, clip, track }, header: header() };
      const base = "/api/v1/projects/{project}/clips/{clip}/tracks/{track}" as const;
      return ask(kind === "accept" ? api.POST(`${base}/accept`, { params })
        : kind === "reject" ? api.POST(`${base}/reject`, { params })
        : kind === "correct" ? api.POST(`${base}/correct`, { params, body: { label: value ?? null } })
        : api.POST(`${base}/split`, { params, body: { imageId: value ?? null } }));
    },
    onSuccess: (act, { track, kind, value }) => {
      decidedAnew();
      say(texts.tracks.done(kind, track.label, act.items.filter((item) => item.ok).length, value));
      setDone((acts) => [...acts, act.actId]);
      const refused = act.items.filter((item) => !item.ok);
      if (refused.length > 0) say(texts.tracks.refused(refused.length, refused[0]!.error ?? ""));
    },
    onSettled: refresh,
  });
  const undoing = useMutation({
    mutationFn: (act: string) => ask(api.POST("/api/v1/projects/{project}/clips/{clip}/acts/{act}/undo", { params: { path: { project, clip, act }, header: header() } })),
    onSuccess: () => { setDone((acts) => acts.slice(0, -1)); sayTakenBack(texts.tracks.takenBack); },
    onSettled: refresh,
  });
  const may = useMay("annotate");
  const isBusy = !may || acting.isPending || undoing.isPending;
  return {
    isBusy, canUndo: done.length > 0, error: acting.error ?? undoing.error,
    run: (track, kind, value) => {
      if (isBusy) return;
      undoing.reset();
      acting.mutate({ track, kind, value });
    },
    undo: () => {
      if (isBusy || done.length === 0) return;
      acting.reset();
      undoing.mutate(done.at(-1)!);
    },
  };
}
