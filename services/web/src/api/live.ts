import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { SignedIn } from "./client";
import type { Job } from "./types";
import { keys } from "./queries";

/** The list a service keeps may be a moment behind the event that tells of it. */
const SettleMilliseconds = 300;

/** While mounted, what changes in the project is read again when the server says so, unless it is off. No polling. */
export function useLiveProject(project: string, isOn = true): void {
  const client = useQueryClient();
  const [visit, setVisit] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    // A line that was refused stays shut: open another one for whoever has signed in.
    const again = () => setVisit((count) => count + 1);
    addEventListener(SignedIn, again);
    const source = new EventSource(`/api/v1/projects/${project}/events`);
    const waiting = new Map<string, ReturnType<typeof setTimeout>>();
    const stale = (...names: string[]) => {
      for (const name of names) {
        clearTimeout(waiting.get(name));
        waiting.set(name, setTimeout(() => {
          void client.invalidateQueries({ queryKey: [name, project] });
          if (name === "project") void client.invalidateQueries({ queryKey: keys.projects });
        }, SettleMilliseconds));
      }
    };
    const everything = ["project", "images", "trainings", "autolabels", "models", "trail", "effort", "queue", "wallCounts", "nextTraining", "claims", "cameras", "labels", "promises", "clips", "tracks", "doubtful"];
    source.addEventListener("project", () => stale("project", "trail", "nextTraining", "labels"));
    source.addEventListener("images", () => stale("project", "images", "queue", "trail", "wallCounts", "nearMisses", "claims", "cameras", "clips", "tracks", "doubtful"));
    source.addEventListener("labels", () => stale("project", "images", "effort", "trail", "wallCounts", "nextTraining", "claims", "labels", "promises", "clips", "tracks"));
    source.addEventListener("job", () => stale("trainings", "autolabels", "project", "trail", "nextTraining"));
    source.addEventListener("model", () => stale("models", "trainings", "project", "trail", "nextTraining"));
    source.addEventListener("certificate", () => stale("promises", "project", "queue", "trail"));
    source.addEventListener("missed", () => stale(...everything));
    // After a lost line nothing is repeated: read everything once more.
    let lost = false;
    source.addEventListener("error", () => { lost = true; void client.invalidateQueries({ queryKey: keys.project(project) }); });
    source.addEventListener("open", () => { if (lost) stale(...everything); lost = false; });
    return () => {
      removeEventListener(SignedIn, again);
      source.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    };
  }, [client, isOn, project, visit]);
}

/** A running job as it tells of itself; ends with the job. */
export function watchJob(plural: "trainings" | "autolabels" | "imports", id: string, onJob: (job: Job) => void): () => void {
  const source = new EventSource(`/api/v1/${plural}/${id}/events`);
  const hear = (event: MessageEvent<string>) => onJob(JSON.parse(event.data) as Job);
  source.addEventListener("progress", hear);
  for (const end of ["succeeded", "failed", "cancelled"]) {
    source.addEventListener(end, (event) => { hear(event); source.close(); });
  }
  return () => source.close();
}
