import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { LabelUse, Project } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";

const t = texts.settings;

/** Names, colours and digits of the classes; merging and deleting say first what they change. */
export function Classes({ project }: { readonly project: Project }) {
  const client = useQueryClient();
  const labels = useQuery({
    queryKey: keys.labels(project.id), queryFn: () => ask(api.GET("/api/v1/projects/{project}/labels", { params: { path: { project: project.id } } })),
  });
  const items: readonly LabelUse[] = labels.data?.items ?? [];
  const [name, setName] = useState("");
  const [ending, setEnding] = useState<LabelUse | null>(null);
  const changed = () => Promise.all([["project"], ["labels"], ["images"], ["annotations"]].map((key) => client.invalidateQueries({ queryKey: key })));
  const add = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/labels", { params: { path: { project: project.id } }, body: { name } })),
    onSuccess: () => { setName(""); void changed(); },
  });
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string; name?: string; color?: string; key?: string }) =>
      ask(api.PATCH("/api/v1/projects/{project}/labels/{label}", { params: { path: { project: project.id, label: id } }, body })),
    onSettled: changed,
  });
  return (
    <section className="card stack-small">
      <h2>{t.classes}</h2>
      <Problem error={labels.error ?? change.error ?? add.error} />
      <div style={{ overflowX: "auto" }}>
        <table>
          <thead><tr><th>{t.color}</th><th>{t.name}</th><th>{t.key}</th><th className="number">{t.use}</th><th /></tr></thead>
          <tbody>{items.map((label) => (
            <tr key={label.id}>
              <td><input type="color" aria-label={`${t.color}: ${label.name}`} defaultValue={label.color} key={label.color} onBlur={(event) => { if (event.target.value.toLowerCase() !== label.color.toLowerCase()) change.mutate({ id: label.id, color: event.target.value }); }} /></td>
              <td><Field name={`${t.name}: ${label.name}`} value={label.name} onChange={(value) => value.trim() && change.mutate({ id: label.id, name: value })} /></td>
              <td><Field name={`${t.key}: ${label.name}`} value={label.key ?? ""} narrow onChange={(value) => change.mutate({ id: label.id, key: value.trim() })} /></td>
              <td className="number small">{t.used(label.annotations, label.images)}</td>
              <td style={{ textAlign: "right" }}><button className="button small" disabled={items.length === 1} title={items.length === 1 ? t.lastClass : undefined} onClick={() => setEnding(label)}>{t.mergeOrDelete}</button></td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      <form className="row" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <input className="input" aria-label={texts.overview.className} placeholder={texts.overview.className} value={name} onChange={(event) => setName(event.target.value)} />
        <button className="button" disabled={!name.trim() || add.isPending}>{texts.overview.addClass}</button>
      </form>
      {ending && <EndOfClass key={ending.id} project={project} label={ending} others={items.filter((one) => one.id !== ending.id)} onClose={() => { setEnding(null); void changed(); }} />}
    </section>
  );
}

/** Saved on leaving it and on Enter; Esc puts back. */
function Field({ name, value, narrow, onChange }: { readonly name: string; readonly value: string; readonly narrow?: boolean; readonly onChange: (value: string) => void }) {
  return (
    <input key={value} className={`input${narrow ? " narrow" : ""}`} aria-label={name} defaultValue={value} maxLength={narrow ? 1 : 200}
      onBlur={(event) => { if (event.target.value !== value) onChange(event.target.value); }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") { event.currentTarget.value = value; event.currentTarget.blur(); }
      }} />
  );
}

/** What becomes of its boxes: another class, or gone. Deleting is typed. */
function EndOfClass({ project, label, others, onClose }: { readonly project: Project; readonly label: LabelUse; readonly others: readonly LabelUse[]; readonly onClose: () => void }) {
  const [into, setInto] = useState(others[0]?.id ?? "");
  const [typed, setTyped] = useState("");
  const path = { project: project.id, label: label.id };
  const end = useMutation({
    mutationFn: async (how: "merge" | "delete") => {
      if (how === "merge") await ask(api.POST("/api/v1/projects/{project}/labels/{label}/merge", { params: { path }, body: { into } }));
      else await ask(api.DELETE("/api/v1/projects/{project}/labels/{label}", { params: { path, query: { annotations: "delete" } } }));
    },
    onSuccess: onClose,
  });
  return (
    <Dialog open onClose={onClose} title={t.endTitle(label.name)}>
      <section className="stack-small">
        <h3>{t.merge}</h3>
        <p className="small">{t.mergeLine(label.name, label.annotations, label.images)}</p>
        <div className="row">
          <select className="input" aria-label={t.mergeInto} value={into} onChange={(event) => setInto(event.target.value)}>{others.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select>
          <button className="button primary" disabled={!into || end.isPending} onClick={() => end.mutate("merge")}>{t.merge}</button>
        </div>
      </section>
      <section className="stack-small">
        <h3>{texts.common.delete}</h3>
        <p className="small">{t.deleteLine(label.name, label.annotations, label.images)}</p>
        <label className="field">{texts.projects.deleteType(label.name)}<input className="input" value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
        <div><button className="button danger" disabled={typed !== label.name || end.isPending} onClick={() => end.mutate("delete")}>{t.deleteDo(label.annotations)}</button></div>
      </section>
      <Problem error={end.error} />
    </Dialog>
  );
}
