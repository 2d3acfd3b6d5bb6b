import type { ReactNode } from "react";
import { Link } from "react-router";
import { useModels } from "../api/queries";
import type { Project } from "../api/types";
import { texts } from "../texts/en";
import { Icon } from "./Icon";

/** Before a room has anything to show: what it will be, and the one step towards it. */
export function FirstSteps({ project, line, children }: { readonly project: Project; readonly line: string; readonly children?: ReactNode }) {
  const hasModel = (useModels(project.id).data?.items.length ?? 0) > 0;
  const { unlabeled, auto, labeled } = project.counts;
  const images = unlabeled + auto + labeled;
  const t = texts.firstSteps;
  const [title, to, action] = images === 0 ? [t.noImages, "import", texts.next.import] : labeled === 0 && !hasModel ? [t.noLabels, "label", texts.next.labelDo]
    : !hasModel ? [t.noModel, "train", texts.train.title] : [t.noSuggestions, unlabeled > 0 ? "label" : "import", unlabeled > 0 ? texts.next.labelDo : texts.next.import];
  return (
    <div className="empty grow">
      <Icon name="images" size={56} />
      <h2>{title}</h2>
      <p className="muted">{line}</p>
      <div className="row wrap"><Link className="button primary" to={`/p/${project.id}/${to}`}>{action}</Link>{children}</div>
    </div>
  );
}

/** Nothing a model says can be there yet. */
export function useIsBeforeModel(project: Project): boolean {
  return useModels(project.id).data?.items.length === 0;
}
