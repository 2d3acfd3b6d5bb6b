import { useState } from "react";
import type { Model } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { ImageLinks } from "../../parts/ImageLinks";
import { Term } from "../../parts/Term";
import { texts } from "../../texts/en";

const t = texts.models;

type Cell = NonNullable<Model["report"]>["confusion"][number];

/** The confusion matrix: what it was down, what the model said across; a cell opens the images behind it. */
export function MixUps({ model, cells }: { readonly model: Model; readonly cells: readonly Cell[] }) {
  const [open, setOpen] = useState<Cell | null>(null);
  const names = (model.report?.classes ?? []).map((label) => label.label);
  const withNothing = cells.some((cell) => (cell.actual ?? null) === null || (cell.predicted ?? null) === null);
  const rows = withNothing ? [...names, null] : names;
  const find = (actual: string | null, predicted: string | null) => cells.find((cell) => (cell.actual ?? null) === actual && (cell.predicted ?? null) === predicted);
  const total = (actual: string | null) => cells.filter((cell) => (cell.actual ?? null) === actual).reduce((sum, cell) => sum + cell.count, 0);
  return (
    <section className="card stack-small">
      <h3><Term name="mixups" /></h3>
      <p className="muted small">{texts.mistakes.mixLine}</p>
      <div style={{ overflowX: "auto" }}>
        <table className="matrix">
          <thead><tr><th scope="col">{t.isRow} ↓ {t.saidColumn} →</th>{rows.map((name) => <th key={name ?? ""} className="name" scope="col" title={name ?? t.missed}>{name ?? t.missed}</th>)}</tr></thead>
          <tbody>{rows.map((actual) => (
            <tr key={actual ?? ""}><th scope="row" className="name" title={actual ?? t.nothingThere}>{actual ?? t.nothingThere}</th>
              {rows.map((predicted) => {
                const cell = find(actual, predicted);
                const share = cell ? cell.count / Math.max(total(actual), 1) : 0;
                const isRight = actual !== null && actual === predicted;
                return (
                  <td key={predicted ?? ""}>{cell && (
                    <button className={`cell${isRight ? " right" : ""}`} style={{ ["--share" as string]: `${Math.round(10 + share * 60)}%` }} onClick={() => setOpen(cell)}
                      aria-label={texts.mistakes.cell(cell.count, actual, predicted)}>{cell.count.toLocaleString("en")}</button>
                  )}</td>
                );
              })}
            </tr>
          ))}</tbody>
        </table>
      </div>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={open ? texts.mistakes.cell(open.count, open.actual ?? null, open.predicted ?? null) : ""} wide>
        {open && <ImageLinks project={model.projectId} ids={open.imageIds} />}
      </Dialog>
    </section>
  );
}
