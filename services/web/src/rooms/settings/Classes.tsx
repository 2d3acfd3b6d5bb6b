import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { LabelUse, Project } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { shortName } from "../../parts/shortName";
import { texts } from "../../texts/en";
import { ClassField } from "./ClassField";
import { nearlySame } from "./classNames";
import { EndOfClass } from "./EndOfClass";

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
      <Problem error={labels.error ?? (change.variables?.color ? change.error : null) ?? add.error} />
      <div style={{ overflowX: "auto" }}>
        <table>
          <thead><tr><th>{t.color}</th><th>{t.name}</th><th>{t.key}</th><th className="number">{t.use}</th><th /></tr></thead>
          <tbody>{items.map((label) => (
            <tr key={label.id}>
              <td><input type="color" aria-label={`${t.color}: ${label.name}`} defaultValue={label.color} key={label.color} onBlur={(event) => { if (event.target.value.toLowerCase() !== label.color.toLowerCase()) change.mutate({ id: label.id, color: event.target.value }); }} /></td>
              <td><ClassField name={`${t.name}: ${label.name}`} value={label.name} refusal={(value) => (value.trim() ? null : t.nameNeeded)} onChange={(value) => change.mutateAsync({ id: label.id, name: value })} /></td>
              <td><ClassField name={`${t.key}: ${label.name}`} value={label.key ?? ""} narrow refusal={(value) => (/^[ 0-9]?$/.test(value) ? null : t.digitOnly)} onChange={(value) => change.mutateAsync({ id: label.id, key: value.trim() })} /></td>
              <td className="number small">{t.used(label.annotations, label.images)}</td>
              <td style={{ textAlign: "right" }}><button className="button small" disabled={items.length === 1} title={items.length === 1 ? t.lastClass : undefined} onClick={() => setEnding(label)}>{label.annotations === 0 ? texts.common.delete : t.mergeOrDelete}</button></td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      {nearlySame([...items.map((label) => label.name), ...(name.trim() ? [name.trim()] : [])]).map((group) => <p key={group[0]} className="notice" role="status">{t.nearlySame(group.map((one) => shortName(one)))}</p>)}
      <form className="row" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <input className="input" maxLength={200} aria-label={texts.overview.className} placeholder={texts.overview.className} value={name} onChange={(event) => setName(event.target.value)} />
        <button className="button" disabled={!name.trim() || add.isPending}>{texts.overview.addClass}</button>
      </form>
      {ending && <EndOfClass key={ending.id} project={project} label={ending} others={items.filter((one) => one.id !== ending.id)} onClose={() => { setEnding(null); void changed(); }} />}
    </section>
  );
}
