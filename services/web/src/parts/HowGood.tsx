import { useModel } from "../api/queries";
import type { Model } from "../api/types";
import { texts } from "../texts/en";
import { isEnough, tellsApart } from "./enough";

const t = texts.models;

/** One figure for how good a model is, with the number of images it was measured on; a word in its place when it was not measured, or on so few boxes that the figure says nothing. */
export function HowGood({ model, isShort = false }: { readonly model: Model; readonly isShort?: boolean }) {
  const report = useModel(model.projectId, model.id).data?.report;
  const good = model.metrics.ap50 ?? model.metrics.top1;
  if (typeof good !== "number") return <span>{t.unmeasuredShort}</span>;
  if (!report) return null;
  if (isShort && tellsApart(model.validationImages)) return <b className="number">{good.toFixed(2)}</b>;
  return isEnough(report) && !isShort ? <Measured value={good} images={model.validationImages} /> : <span title={t.few}>{t.fewShort}</span>;
}

/** A figure never stands without what it rests on. */
export function Measured({ value, images }: { readonly value: number; readonly images: number }) {
  return <span title={tellsApart(images) ? undefined : t.few}><b className="number">{value.toFixed(2)}</b> <span className="small">{t.measuredOn(images, !tellsApart(images))}</span></span>;
}
