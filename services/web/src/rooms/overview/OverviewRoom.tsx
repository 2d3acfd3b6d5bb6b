import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { api, ask } from "../../api/client";
import { keys, useEffort, useTrainings } from "../../api/queries";
import { useNextStep } from "../../next/NextBar";
import { Dialog } from "../../parts/Dialog";
import { Problem } from "../../parts/Problem";
import { StateBar } from "../../parts/StateBar";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { AutomaticTraining } from "../train/AutomaticTraining";

const t = texts.overview;

export function OverviewRoom() {
  const project = useRoomProject();
  const step = useNextStep(project);
  const more = useEffort(project.id).data?.next;
  const latest = useTrainings(project.id).data?.items[0];
  return (
    <div className="page">
      <h1>{project.name}</h1>
      <section className="card spread wrap" style={{ background: "var(--accent-soft)" }}>
        <div><h3>{t.next}</h3><p style={{ fontSize: "1.15rem", fontWeight: 600 }}>{step.line}</p>
          {more && <p className="muted small">{texts.next.more(more.images, more.gainFrom.toFixed(1), more.gainTo.toFixed(1), Math.max(1, Math.round(more.minutes)))}</p>}
        </div>
        <Link className="button primary" to={`/p/${project.id}/${step.room}`}>{step.action}</Link>
      </section>
      <div className="two">
        <section className="card stack-small"><h3>{t.counts}</h3><StateBar counts={project.counts} /></section>
        <section className="card stack-small">
          <h3>{t.latestTraining}</h3>
          {latest
            ? <div className="spread"><span>{dateAndTime(latest.createdAt)}</span><span className="chip">{texts.train.state[latest.state]}</span></div>
            : <p className="muted">{t.noTraining}</p>}
        </section>
        <Classes />
        <section className="card stack-small"><h3>{t.automatic}</h3><AutomaticTraining project={project} /></section>
        <section className="card stack-small">
          <h3>{t.export}</h3>
          <p className="muted small">{t.exportLine}</p>
          <div className="row wrap">{["coco", "voc", "yolo"].map((format) => (
            <a key={format} className="button small" href={`/api/v1/projects/${project.id}/export?format=${format}&images=true`} download>{format.toUpperCase()}</a>
          ))}</div>
        </section>
        <DeleteProject />
      </div>
    </div>
  );
}

function Classes() {
  const project = useRoomProject();
  const [name, setName] = useState("");
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/labels", { params: { path: { project: project.id } }, body: { name } })),
    onSuccess: () => { setName(""); void client.invalidateQueries({ queryKey: keys.project(project.id) }); },
  });
  return (
    <section className="card stack-small">
      <h3>{t.classes}</h3>
      <div className="row wrap">{project.labels.map((label) => (
        <span key={label.id} className="chip"><span className="swatch" style={{ background: label.color }} />{label.name}{label.key && <kbd>{label.key}</kbd>}</span>
      ))}</div>
      <form className="row" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <input className="input" aria-label={t.className} placeholder={t.className} value={name} onChange={(event) => setName(event.target.value)} />
        <button className="button" disabled={!name.trim() || add.isPending}>{t.addClass}</button>
      </form>
      <Problem error={add.error} />
    </section>
  );
}

function DeleteProject() {
  const project = useRoomProject();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const client = useQueryClient();
  const words = texts.projects;
  const { unlabeled, auto, labeled } = project.counts;
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/projects/{project}", { params: { path: { project: project.id } } })),
    onSuccess: () => { void client.invalidateQueries({ queryKey: keys.projects }); void navigate("/"); },
  });
  return (
    <section className="card stack-small">
      <h3>{t.settings}</h3>
      <div><button className="button danger" onClick={() => setOpen(true)}>{t.deleteProject}</button></div>
      <Dialog open={open} onClose={() => setOpen(false)} title={words.deleteTitle(project.name)}>
        <p>{words.deleteLine(unlabeled + auto + labeled, labeled)}</p>
        <label className="field">{words.deleteType(project.name)}
          <input className="input" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <Problem error={remove.error} />
        <button className="button danger" disabled={typed !== project.name || remove.isPending} onClick={() => remove.mutate()}>{words.deleteDo}</button>
      </Dialog>
    </section>
  );
}
