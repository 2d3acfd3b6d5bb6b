import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Project } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";

const t = texts.settings.timeModel;

/** What an act costs a person: by it suggestions are shown or hidden, and effort is counted. */
export function TimeModel({ project }: { readonly project: Project }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (timeModel: string) => ask(api.PATCH("/api/v1/projects/{project}", { params: { path: { project: project.id } }, body: { settings: { timeModel } } })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.project(project.id) }), client.invalidateQueries({ queryKey: keys.effort(project.id) })]),
  });
  return (
    <section className="card stack-small">
      <h2>{t.title}</h2>
      <p className="muted small">{t.line}</p>
      <fieldset className="plain stack-small" disabled={change.isPending}>
        <legend className="visually-hidden">{t.title}</legend>
        {Object.entries(t.models).map(([name, words]) => (
          <label key={name} className="row">
            <input type="radio" name="timeModel" checked={project.settings.timeModel?.toUpperCase() === name} onChange={() => change.mutate(name)} /><span>{words}</span>
          </label>
        ))}
      </fieldset>
      <Problem error={change.error} />
    </section>
  );
}
