import { useEffort } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { duration } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { costOf, countsClicks } from "./cost";
import { CostBars, inOrder, kindName } from "./CostBars";

const t = texts.effort;

export function EffortRoom() {
  const project = useRoomProject();
  const isWhole = project.task === "classification";
  const effort = useEffort(project.id);
  const data = effort.data;
  const most = Math.max(...(data?.actions.map((action) => action.seconds) ?? []), 1);
  return (
    <div className="page">
      <h1>{t.title}</h1>
      <Problem error={effort.error} onRetry={() => void effort.refetch()} />
      {effort.isLoading && <p className="muted">{texts.common.loading}</p>}
      {data && data.actions.length === 0 && <div className="card empty"><h2>{t.empty}</h2></div>}
      {data && data.actions.length > 0 && (
        <>
          <div className="cards" style={{ gridTemplateColumns: "repeat(auto-fit, minmax(170px, 1fr))" }}>
            <Stat name={t.saving} value={typeof data.saving === "number" ? `${Math.round(data.saving * 100)} %` : "–"} />
            <Stat name={countsClicks(data.model.name) ? t.humanClicks : t.human} value={costOf(data.humanSeconds, data.model.name)} />
            {data.measuredSeconds > 0 && <Stat name={t.measured} value={duration(data.measuredSeconds)} />}
            <Stat name={t.byHand} value={costOf(data.byHandSeconds, data.model.name)} />
            <Stat name={t.machine} value={duration(data.machineSeconds)} />
          </div>
          <CostBars effort={data} isWhole={isWhole} />
          <section className="card stack-small">
            <h3>{t.actions}</h3>
            {inOrder(data.actions).map((action) => (
              <div className="hbar" key={`${action.kind} ${action.origin}`} style={{ gridTemplateColumns: "220px 1fr 130px" }}>
                <span>{kindName(action.kind, isWhole)} <span className="muted small">{t.origin[action.origin] ?? action.origin}</span></span>
                <span className="progress"><span style={{ width: `${(action.seconds / most) * 100}%` }} /></span>
                <span className="number small" style={{ textAlign: "right" }}>{action.count.toLocaleString("en")} × · {costOf(action.seconds, data.model.name)}</span>
              </div>
            ))}
          </section>
        </>
      )}
    </div>
  );
}

function Stat({ name, value }: { readonly name: string; readonly value: string }) {
  return <div className="card"><div className="stat">{value}</div><p className="muted small">{name}</p></div>;
}
