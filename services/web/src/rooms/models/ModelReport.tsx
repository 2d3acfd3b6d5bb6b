import { Link } from "react-router";
import type { Model } from "../../api/types";
import { Chart } from "../../parts/Chart";
import { Term } from "../../parts/Term";
import { texts } from "../../texts/en";

const t = texts.models;

type Report = NonNullable<Model["report"]>;

/** What was measured of one model. */
export function ModelReport({ model, report }: { readonly model: Model; readonly report: Report }) {
  const curve = (report.precisionRecall ?? []).map((point) => ({ x: point.recall ?? 0, y: point.precision ?? 0 }));
  return (
    <>
      <div className="two">
        <section className="card stack-small">
          <h3>{t.number(model.number)}: {t.perClass}</h3>
          <table>
            <thead><tr><th>{t.className}</th><th className="number">{t.objects}</th><th className="number" title={t.goodHint}><Term name="howGood" /></th><th className="number"><Term name="found" /></th><th className="number"><Term name="right" /></th></tr></thead>
            <tbody>{report.classes.map((one) => (
              <tr key={one.labelId}><td>{one.label}</td><td className="number">{one.objects}</td><td className="number">{one.ap50?.toFixed(2) ?? "–"}</td><td className="number">{share(one.recall)}</td><td className="number">{share(one.precision)}</td></tr>
            ))}</tbody>
          </table>
        </section>
        {curve.length > 0 && <section className="card stack-small"><h3>{t.curve}</h3><Chart title={t.curve} points={curve} yMax={1} xMax={1} xName={t.found} /></section>}
      </div>
      {report.confusion.length > 0 && (
        <section className="card stack-small">
          <h3><Term name="mixups" /></h3>
          <table>
            <thead><tr><th>{t.isRow}</th><th>{t.saidColumn}</th><th className="number">{t.objects}</th><th>{texts.rooms.images}</th></tr></thead>
            <tbody>{report.confusion.map((cell) => (
              <tr key={`${cell.actual} ${cell.predicted}`}>
                <td>{cell.actual ?? t.nothingThere}</td><td>{cell.predicted ?? t.missed}{cell.actual === cell.predicted && <span className="chip good" style={{ marginLeft: 8 }}>{t.right}</span>}</td>
                <td className="number">{cell.count}</td>
                <td><div className="row wrap">{cell.imageIds.slice(0, 12).map((id, i) => <Link key={`${id} ${i}`} to={`/p/${model.projectId}/label/${id}`}>{i + 1}</Link>)}</div></td>
              </tr>
            ))}</tbody>
          </table>
        </section>
      )}
      {report.remarks.length > 0 && <section className="card stack-small"><h3>{t.remarks}</h3><ul style={{ margin: 0, paddingLeft: 18 }}>{report.remarks.map((remark) => <li key={remark} className="small">{remark}</li>)}</ul></section>}
    </>
  );
}

const share = (value: number | null | undefined): string => (typeof value === "number" ? `${Math.round(value * 100)} %` : "–");
