import type { Model } from "../../api/types";
import { Chart } from "../../parts/Chart";
import { isEnough, tellsApart } from "../../parts/enough";
import { Term } from "../../parts/Term";
import { texts } from "../../texts/en";
import { Mistakes } from "./Mistakes";
import { MixUps } from "./MixUps";

const t = texts.models;

type Report = NonNullable<Model["report"]>;

/** What was measured of one model. */
export function ModelReport({ model, report, isAlone }: { readonly model: Model; readonly report: Report; readonly isAlone: boolean }) {
  const curve = (report.precisionRecall ?? []).map((point) => ({ x: point.recall ?? 0, y: point.precision ?? 0 }));
  if (model.validationImages === 0) return <section className="card"><p>{t.unmeasured}</p></section>;
  return (
    <>
      <div className={isAlone ? "two" : "stack"}>
        <section className="card stack-small">
          <h3>{t.number(model.number)}: {t.perClass}</h3>
          <table>
            <thead><tr><th>{t.className}</th><th className="number">{model.task === "classification" ? texts.images.title : t.objects}</th><th className="number"><Term name="howGood" /></th><th className="number"><Term name="found" /></th><th className="number"><Term name="right" /></th></tr></thead>
            <tbody>{report.classes.map((one) => (
              <tr key={one.labelId}><td className="name" title={one.label}>{one.label}</td><td className="number">{one.objects}</td><td className="number">{one.ap50?.toFixed(2) ?? "–"}</td><td className="number">{share(one.recall)}</td><td className="number">{share(one.precision)}</td></tr>
            ))}</tbody>
          </table>
          {!(isEnough(report) && tellsApart(model.validationImages)) && <p className="notice small">{t.few}</p>}
        </section>
        {isAlone && curve.length > 0 && <section className="card stack-small"><h3>{t.curve}</h3><Chart title={t.curve} points={curve} yMax={1} xMax={1} xName={t.found} /></section>}
      </div>
      {report.confusion.length > 0 && <MixUps model={model} cells={report.confusion} />}
      <Mistakes key={model.id} model={model} />
      {report.remarks.length > 0 && <section className="card stack-small"><h3>{t.remarks}</h3><ul style={{ margin: 0, paddingLeft: 18 }}>{report.remarks.map((remark) => <li key={remark} className="small">{remark}</li>)}</ul></section>}
    </>
  );
}

const share = (value: number | null | undefined): string => (typeof value === "number" ? `${Math.round(value * 100)} %` : "–");
