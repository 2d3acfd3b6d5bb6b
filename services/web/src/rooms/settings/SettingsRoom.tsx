import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import { Dialog } from "../../parts/Dialog";
import { ForRole, OnlyLookNotice } from "../../parts/ForRole";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { AutomaticTraining } from "../train/AutomaticTraining";
import { Cameras } from "./Cameras";
import { Classes } from "./Classes";
import { TimeModel } from "./TimeModel";

const t = texts.settings;

/** What belongs to the project: name, classes, automatic training, what an act costs, cameras, and its end. */
export function SettingsRoom() {
  const project = useRoomProject();
  return (
    <div className="page">
      <h1>{t.title}</h1>
      <OnlyLookNotice />
      <ForRole may="annotate">
        <Classes project={project} />
        <section className="card stack-small"><h2>{texts.train.automatic}</h2><AutomaticTraining project={project} /></section>
        <TimeModel project={project} />
        <Cameras project={project} />
        <Rename key={project.name} />
      </ForRole>
      <section className="card stack-small"><h2>{texts.keys.mine}</h2><p className="muted small">{t.mineLine}</p><div><Link className="button" to="/settings/keys">{texts.keys.change}</Link></div></section>
      <DeleteProject />
    </div>
  );
}

function Rename() {
  const project = useRoomProject();
  const client = useQueryClient();
  const [name, setName] = useState(project.name);
  const rename = useMutation({
    mutationFn: () => ask(api.PATCH("/api/v1/projects/{project}", { params: { path: { project: project.id } }, body: { name } })),
    onSuccess: () => { say(t.renamed); void client.invalidateQueries({ queryKey: keys.project(project.id) }); void client.invalidateQueries({ queryKey: keys.projects }); },
  });
  return (
    <section className="card stack-small">
      <h2>{t.project}</h2>
      <form className="row" onSubmit={(event) => { event.preventDefault(); rename.mutate(); }}>
        <input className="input" maxLength={200} aria-label={texts.create.name} value={name} onChange={(event) => setName(event.target.value)} />
        <button className="button" disabled={!name.trim() || name === project.name || rename.isPending}>{t.rename}</button>
      </form>
      <Problem error={rename.error} />
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
      <h2>{t.end}</h2>
      <p className="muted small">{words.deleteLine(unlabeled + auto + labeled, labeled)}</p>
      <div><ForRole may="admin"><button className="button danger" onClick={() => setOpen(true)}>{texts.overview.deleteProject}</button></ForRole></div>
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
