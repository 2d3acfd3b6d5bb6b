import { api, ask } from "../../api/client";
import { ApiError } from "../../api/problem";
import type { Job } from "../../api/types";
import { live } from "../../live/live";

/** An import as it goes on at the server: read now and whenever something is told of its project, until it is over. */
export function watchImport(project: string, id: string, onJob: (job: Job) => void): void {
  let isReading = false;
  let isStale = false;
  const read = async () => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      try {
        const job = await ask(api.GET("/api/v1/imports/{id}", { params: { path: { id } } }));
        onJob(job);
        // Told once that it is over, whatever else was said of the project meanwhile.
        if (job.finishedAt) return stop();
      } catch (error) {
        // Deleted with its project; else the line will tell when the server is there again.
        if (error instanceof ApiError && error.status === 404) return stop();
      }
    }
    isReading = false;
  };
  // A heartbeat too: pictures that are there already are passed over without a word.
  const stop = live.hear(({ change }) => { if (!change?.projectId || change.projectId === project) void read(); });
  void read();
}
