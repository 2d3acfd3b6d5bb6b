import { Link } from "react-router";
import { useEffort, useMay, useModels, useTrainings } from "../../api/queries";
import { useNextStep } from "../../next/NextBar";
import { mayDo } from "../../next/whatNext";
import { ForRole } from "../../parts/ForRole";
import { HowGood } from "../../parts/HowGood";
import { StateBar } from "../../parts/StateBar";
import { dateAndTime, hourAndMinute } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { Term } from "../../parts/Term";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { useClaims } from "../../work/ReservedNow";
import { countsClicks } from "../effort/cost";
import { AutomaticTraining } from "../train/AutomaticTraining";

const t = texts.overview;

/** Where the project stands, and the one next step. */
export function OverviewRoom() {
  const project = useRoomProject();
  const step = useNextStep(project);
  const may = useMay("annotate");
  const effort = useEffort(project.id).data;
  const more = effort?.next;
  const latest = useTrainings(project.id).data?.items[0];
  const models = useModels(project.id).data?.items ?? [];
  const model = models.find((one) => one.promoted) ?? models[0];
  const formats = project.task === "classification" ? ["folders"] : ["coco", "voc", "yolo"];
  return (
    <div className="page">
      <h1>{project.name}</h1>
      <section className="card spread wrap" style={{ background: "var(--accent-soft)" }}>
        <div><h3>{t.next}</h3><p style={{ fontSize: "1.15rem", fontWeight: 600 }}>{step.line}</p>
          {more && <p className="muted small">{texts.next.more(more.images, more.gainFrom.toFixed(1), more.gainTo.toFixed(1), countsClicks(effort?.model.name) ? texts.effort.clicks(Math.max(1, Math.round(more.minutes * 60))) : texts.train.minutesLong(Math.max(1, Math.round(more.minutes))))}</p>}
        </div>
        <div className="row wrap">
          {step.kind === "audit" && may && <Link className="button" to={`/p/${project.id}/promise`}>{texts.promise.link}</Link>}
          {mayDo(step, may) && <Link className="button primary" to={`/p/${project.id}/${step.room}`}>{step.action}</Link>}
        </div>
      </section>
      <div className="two">
        <section className="card stack-small"><h3>{t.counts}</h3><StateBar counts={project.counts} /></section>
        <WhoWorksNow project={project.id} />
        <section className="card stack-small">
          <h3>{t.model}</h3>
          {model
            ? <div className="spread"><Link to={`/p/${project.id}/models/${model.id}`}>{texts.models.number(model.number)}</Link><span><Term name="howGood" /> <HowGood model={model} /></span></div>
            : <p className="muted">{texts.models.none}</p>}
          <h3>{t.latestTraining}</h3>
          {latest
            ? <div className="spread"><Link to={`/p/${project.id}/train`}>{dateAndTime(latest.createdAt)}</Link><span className="chip">{texts.train.state[latest.state]}</span></div>
            : <p className="muted">{t.noTraining}</p>}
        </section>
        <section className="card stack-small">
          <h3>{t.classes}</h3>
          <div className="row wrap">{project.labels.map((label) => (
            <span key={label.id} className="chip" title={label.name}><span className="swatch" style={{ background: label.color }} /><span className="cut">{label.name}</span>{label.key && <Key>{label.key}</Key>}</span>
          ))}</div>
          {may && <div><Link className="button small" to={`/p/${project.id}/settings`}>{t.changeClasses}</Link></div>}
        </section>
        <section className="card stack-small"><h3>{t.automatic}</h3><ForRole may="annotate"><AutomaticTraining project={project} isBrief /></ForRole></section>
        <section className="card stack-small">
          <h3>{t.export}</h3>
          <p className="muted small">{t.exportLine}</p>
          <div className="row wrap">{formats.map((format) => (
            <a key={format} className="button small" href={`/api/v1/projects/${project.id}/export?format=${format}&images=true`} download>{format.toUpperCase()}</a>
          ))}</div>
        </section>
      </div>
    </div>
  );
}

/** Whose images are reserved at this moment. */
function WhoWorksNow({ project }: { readonly project: string }) {
  const claims = useClaims(project);
  const items = claims.data?.items ?? [];
  return (
    <section className="card stack-small">
      <h3>{t.who}</h3>
      {items.length === 0 && <p className="muted">{t.nobody}</p>}
      {items.map((one) => (
        <div className="spread" key={`${one.actor} ${one.purpose}`}>
          <span><b>{one.actor}</b> {t.does[one.purpose ?? ""]}</span>
          <span className="muted small">{t.reserved(one.images ?? 0, hourAndMinute(one.expiresAt!))}</span>
        </div>
      ))}
    </section>
  );
}
