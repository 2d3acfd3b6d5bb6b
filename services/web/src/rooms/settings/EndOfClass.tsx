import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import type { LabelUse, Project } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { Problem } from "../../parts/Problem";
import { shortName } from "../../parts/shortName";
import { texts } from "../../texts/en";

const t = texts.settings;

interface Props {
  readonly project: Project;
  readonly label: LabelUse;
  readonly others: readonly LabelUse[];
  readonly onClose: () => void;
}

/** What becomes of its boxes: another class, which is chosen and said first, or gone, which is typed; a class that nobody has used just goes. */
export function EndOfClass({ project, label, others, onClose }: Props) {
  const [into, setInto] = useState("");
  const [typed, setTyped] = useState("");
  const isUsed = label.annotations > 0;
  const path = { project: project.id, label: label.id };
  const end = useMutation({
    mutationFn: async (how: "merge" | "delete") => {
      if (how === "merge") await ask(api.POST("/api/v1/projects/{project}/labels/{label}/merge", { params: { path }, body: { into } }));
      else await ask(api.DELETE("/api/v1/projects/{project}/labels/{label}", { params: { path, query: isUsed ? { annotations: "delete" } : {} } }));
    },
    onSuccess: onClose,
  });
  const name = shortName(label.name);
  const amount = t.amount(label.annotations, project.task === "detection");
  /** Nobody types a whole paragraph. */
  const toType = name === label.name ? name : t.deleteWord;
  const target = others.find((one) => one.id === into);
  if (!isUsed) {
    return (
      <Dialog open onClose={onClose} title={texts.projects.deleteTitle(name)}>
        <p className="small">{t.deleteUnused(name)}</p>
        <div className="row"><button className="button danger" disabled={end.isPending} onClick={() => end.mutate("delete")}>{t.deleteDo(null)}</button><button className="button" onClick={onClose}>{texts.common.cancel}</button></div>
        <Problem error={end.error} />
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={t.endTitle(name)}>
      <section className="stack-small">
        <h3>{t.merge}</h3>
        <p className="small">{t.mergeLine(name, amount, label.images)}</p>
        <select className="input" aria-label={t.mergeInto} value={into} onChange={(event) => setInto(event.target.value)}>
          <option value="">{t.mergeChoose}</option>
          {others.map((one) => <option key={one.id} value={one.id}>{shortName(one.name)}</option>)}
        </select>
        {target && (
          <div className="row wrap" role="status">
            <strong>{t.mergeAsk(amount, name, shortName(target.name))}</strong>
            <button className="button primary" disabled={end.isPending} onClick={() => end.mutate("merge")}>{t.mergeDo(amount)}</button>
          </div>
        )}
      </section>
      <section className="stack-small">
        <h3>{texts.common.delete}</h3>
        <p className="small">{t.deleteLine(name, amount, label.images)}</p>
        <label className="field">{texts.projects.deleteType(toType)}<input className="input" value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
        <div><button className="button danger" disabled={typed !== toType || end.isPending} onClick={() => end.mutate("delete")}>{t.deleteDo(amount)}</button></div>
      </section>
      <Problem error={end.error} />
    </Dialog>
  );
}
