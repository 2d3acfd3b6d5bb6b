import type { ImageCounts } from "../api/types";
import { texts } from "../texts/en";

/** Not labelled, suggested, accepted with a promise, checked: one bar, and the numbers in words. */
export function StateBar({ counts }: { readonly counts: ImageCounts }) {
  const parts = [
    { name: texts.projects.checked, count: counts.labeled - counts.unseen, color: "var(--bar-labeled)" },
    { name: texts.projects.unseen, count: counts.unseen, color: "var(--bar-unseen)" },
    { name: texts.projects.suggested, count: counts.auto, color: "var(--bar-auto)" },
    { name: texts.projects.notLabelled, count: counts.unlabeled, color: "var(--bar-unlabeled)" },
  ];
  const all = parts.reduce((sum, part) => sum + part.count, 0);
  if (all === 0) return <p className="muted small">{texts.projects.noImages}</p>;
  return (
    <div className="stack-small">
      <div className="bar" aria-hidden="true">
        {parts.map((part) => part.count > 0 && <span key={part.name} style={{ flex: part.count, background: part.color }} />)}
      </div>
      <div className="legend number">
        {parts.filter((part) => part.count > 0).map((part) => <span key={part.name}><i style={{ background: part.color }} />{part.count.toLocaleString("en")} {part.name}</span>)}
      </div>
    </div>
  );
}
