import { api, ask } from "../api/client";
import { say } from "../parts/Toasts";
import { texts } from "../texts/en";
import { Outbox } from "./Outbox";

/** The one outbox of this browser tab: the wall comes and goes, unsent verdicts stay. */
export const outbox = await Outbox.open((parcel) => ask(api.POST("/api/v1/projects/{project}/boxes/verdicts", {
  params: { path: { project: parcel.project }, header: { "Idempotency-Key": parcel.key } }, body: [...parcel.verdicts],
})));

void outbox.resume().then((verdicts) => { if (verdicts > 0) say(texts.wall.sentLate(verdicts)); });
