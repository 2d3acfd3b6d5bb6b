import { hashKey, type QueryClient, type QueryKey } from "@tanstack/react-query";
import type { LiveChange } from "../api/types";
import { keys } from "../api/queries";
import type { LiveNews } from "./LiveLine";

/** The list a service keeps may be a moment behind the event that tells of it. */
const SettleMilliseconds = 300;

const Everything: QueryKey = [];

/** What an event may have changed, by the first part of its key; the second is the project. */
const Touched: Readonly<Partial<Record<LiveNews["name"], readonly string[]>>> = {
  project: ["project", "trail", "nextTraining", "labels"],
  images: ["project", "images", "queue", "trail", "wallCounts", "nearMisses", "claims", "cameras", "clips", "tracks", "doubtful", "thresholds"],
  labels: ["project", "images", "effort", "trail", "wallCounts", "nextTraining", "claims", "labels", "promises", "clips", "tracks", "thresholds", "doubtful"],
  job: ["trainings", "autolabels", "project", "trail", "nextTraining"],
  model: ["models", "trainings", "project", "trail", "nextTraining"],
  claims: ["claims"],
  certificate: ["promises", "project", "queue", "trail"],
};

/** Hears of a change and reads again what is on screen of it. Only once for many that come together, and never again before the answer is there. */
export function readAgain(client: QueryClient): (news: LiveNews) => void {
  /** Being read; true: something has changed since. */
  const reading = new Map<string, boolean>();

  const stale = async (queryKey: QueryKey) => {
    const name = hashKey(queryKey);
    if (reading.has(name)) return void reading.set(name, true);
    do {
      reading.set(name, false);
      await new Promise((resolve) => setTimeout(resolve, SettleMilliseconds));
      await client.invalidateQueries({ queryKey });
    } while (reading.get(name));
    reading.delete(name);
  };

  return ({ name, change }) => {
    // Is nobody there, or is it that nobody is signed in any more?
    if (name === "lost") void client.invalidateQueries({ queryKey: keys.session });
    if (name === "open" || name === "missed") void stale(Everything);
    const touched = touchedBy(name, change);
    for (const one of touched) void stale([one, change!.projectId]);
    if (touched.includes("project")) void stale(keys.projects);
  };
}

function touchedBy(name: LiveNews["name"], change: LiveChange | undefined): readonly string[] {
  // Many a minute, and nobody did anything.
  if (change?.kind === "training progressed") return ["trainings"];
  // The rest of it is not there any more.
  if (change?.kind === "project deleted") return ["project"];
  return Touched[name] ?? [];
}
