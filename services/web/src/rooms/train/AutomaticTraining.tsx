import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Project } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";

/** On or off, per project. */
export function AutomaticTraining({ project }: { readonly project: Project }) {
  const client = useQueryClient();
  const automatic = project.settings.automaticTraining;
  const change = useMutation({
    mutationFn: (enabled: boolean) => ask(api.PATCH("/api/v1/projects/{project}", {
      params: { path: { project: project.id } }, body: { settings: { automaticTraining: { enabled } } },
    })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.project(project.id) }),
  });
  return (
    <div className="stack-small">
      <label className="row">
        <input type="checkbox" checked={automatic?.enabled ?? false} disabled={change.isPending} onChange={(event) => change.mutate(event.target.checked)} />
        {texts.train.automatic}
      </label>
      <p className="muted small">{texts.train.automaticLine(automatic?.newImages ?? 12, automatic?.quietSeconds ?? 60)}</p>
      <Problem error={change.error} />
    </div>
  );
}
