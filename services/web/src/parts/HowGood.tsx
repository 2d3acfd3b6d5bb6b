import { useModel } from "../api/queries";
import type { Model } from "../api/types";
import { texts } from "../texts/en";
import { isEnough } from "./enough";

const t = texts.models;

/** One figure for how good a model is; a word in its place when it was not measured, or on so few boxes that the figure says nothing. */
export function HowGood({ model }: { readonly model: Model }) {
  const report = useModel(model.projectId, model.id).data?.report;
  const good = model.metrics.ap50 ?? model.metrics.top1;
  if (typeof good !== "number") return <span>{t.unmeasuredShort}</span>;
  if (!report) return null;
  return isEnough(report) ? <b className="number">{good.toFixed(2)}</b> : <span title={t.few}>{t.fewShort}</span>;
}
