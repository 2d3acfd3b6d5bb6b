import { api, ask } from "../api/client";
import type { AnnotationSet } from "../api/types";
import type { Entry } from "./Entry";
import { toBodies } from "./wire";

/** One entry as one request. Throws ApiError. */
export function send(entry: Entry): Promise<AnnotationSet> {
  const path = { image: entry.imageId };
  const header = { "Idempotency-Key": entry.key };
  const durationMs = Math.round(entry.durationMs);
  switch (entry.act) {
    case "begun":
    case "done":
      return ask(api.PUT("/api/v1/images/{image}/annotations", {
        params: { path, header: { ...header, "If-Match": `"${entry.base.revision}"` } },
        body: { annotations: toBodies(entry.boxes, entry.names), done: entry.act === "done", durationMs },
      }));
    case "accept":
    case "reject":
    case "correct":
    case "reopen":
      return ask(api.POST("/api/v1/images/{image}/review", {
        params: { path, header },
        body: {
          decision: entry.act, proposalId: entry.base.proposalId ?? undefined, durationMs: entry.act === "reopen" ? undefined : durationMs,
          // What was painted solid is what the decision covers, even if thresholds were picked again meanwhile.
          shown: entry.act === "accept" || entry.act === "correct" ? entry.base.boxes.filter((box) => !box.ghost).map((box) => box.id) : undefined,
          annotations: entry.act === "correct" ? toBodies(entry.boxes, entry.names) : undefined,
        },
      }));
    case "draft":
      throw new Error("A draft is not sent.");
  }
}
