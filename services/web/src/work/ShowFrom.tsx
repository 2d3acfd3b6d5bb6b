import type { Model, ShownSuggestions } from "../api/types";
import type { Editor } from "../canvas/Editor";
import { isEnough } from "../parts/enough";
import { Term } from "../parts/Term";
import { texts } from "../texts/en";
import { moveLine, showLine } from "./boxActs";
import { linesByClass } from "./modelLine";

const t = texts.work;

/** Fewer, surer suggestions, or more: what is hidden here is not accepted. Without dragging: the two buttons, or the keys , and . */
export function ShowFrom({ editor, report, rule }: { readonly editor: Editor; readonly report: Model["report"] | undefined; readonly rule: ShownSuggestions | null }) {
  const percent = Math.round(editor.line * 100);
  const shown = editor.visible().filter((box) => box.mark === "suggested").length;
  const isOwn = editor.showFrom !== null;
  const hidden = isOwn ? editor.belowShown().length : 0;
  const lines = isOwn ? [] : linesByClass(rule);
  const point = report && pointAt(report, editor.line);
  return (
    <section className="stack-small">
      <h3 className="spread"><Term name="showFrom" /><span className="number">{percent} %</span></h3>
      <div className="row">
        <button className="button small icon" aria-label={texts.commands.canvas["show-more"]} onClick={() => moveLine(editor, -0.05)}>−</button>
        <input type="range" min={5} max={95} step={5} aria-label={t.showFrom} value={percent} onChange={(event) => showLine(editor, Number(event.target.value) / 100)} />
        <button className="button small icon" aria-label={texts.commands.canvas["show-less"]} onClick={() => moveLine(editor, 0.05)}>+</button>
      </div>
      {isOwn && <button className="button small" onClick={() => { editor.showFrom = null; editor.changed(); }}>{t.asModel}</button>}
      <p className="muted small number" role="status">
        {t.shownHere(shown)}{point && `, ${t.atLine(Math.round((point.precision ?? 0) * 100), Math.round((point.recall ?? 0) * 100))}`}
        {lines.length > 0 && <><br />{t.linesByClass(lines)}</>}
        {hidden > 0 && <><br />{t.hiddenCount(hidden)}</>}
      </p>
    </section>
  );
}

/** What the model reached on held-back images with this line: the last point of its curve that lies above it. */
function pointAt(report: NonNullable<Model["report"]>, line: number) {
  if (!isEnough(report)) return undefined;
  return report.precisionRecall.filter((point) => (point.score ?? 0) >= line).sort((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
}
