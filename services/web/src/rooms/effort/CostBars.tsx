import type { Effort } from "../../api/types";
import { texts } from "../../texts/en";
import { costOf, countsClicks } from "./cost";

const t = texts.effort;
const Colours: Record<string, string> = { opened: "#56B4E9", created: "#E69F00", adjusted: "#009E73", relabelled: "#CC79A7", deleted: "#D55E00", accepted: "#F0E442", confirmed: "#0072B2" };
const Order = Object.keys(Colours);

/** What people did in one order for both bars, the legend and the list; what has no colour of its own comes last. */
export const inOrder = <T extends { readonly kind: string }>(all: readonly T[]): T[] => all.toSorted((a, b) => place(a.kind) - place(b.kind));

const place = (kind: string): number => (Order.includes(kind) ? Order.indexOf(kind) : Order.length);

/** What people did, in the words of the task: boxes, or classes of whole images. */
export const kindName = (kind: string, isWhole: boolean): string => (isWhole ? t.kindOfWhole[kind] : undefined) ?? t.kind[kind] ?? kind;

interface Part {
  readonly kind: string;
  readonly seconds: number;
}

/** What it took beside what drawing all by hand would have taken, on one scale: the part that is missing is the saving. */
export function CostBars({ effort, isWhole }: { readonly effort: Effort; readonly isWhole: boolean }) {
  const byHand: Part[] = [{ kind: "opened", seconds: effort.labeledImages * effort.model.open }, { kind: "created", seconds: effort.labels * effort.model.create }];
  const isClicks = countsClicks(effort.model.name);
  const cost = (amount: number) => costOf(amount, effort.model.name);
  const each = (act: "open" | "create" | "adjust" | "relabel" | "delete") => (isClicks ? t.clicks(effort.model[act]) : `${effort.model[act]} s`);
  const kinds = [...new Set(effort.actions.map((action) => action.kind))];
  const took: Part[] = inOrder(kinds.map((kind) => ({ kind, seconds: effort.actions.filter((action) => action.kind === kind).reduce((sum, action) => sum + action.seconds, 0) })));
  const most = Math.max(total(byHand), total(took), 1);
  const shown = [...new Set(inOrder([...byHand, ...took]).filter((part) => part.seconds > 0).map((part) => part.kind))];
  return (
    <section className="card stack-small">
      <h2>{t.plot}</h2>
      {[{ name: t.byHand, parts: byHand }, { name: isClicks ? t.humanClicks : t.human, parts: took }].map((row) => (
        <div className="cost" key={row.name} role="img" aria-label={`${row.name}: ${cost(total(row.parts))}`}>
          <span>{row.name}</span>
          <div>{row.parts.map((part) => part.seconds > 0 && <i key={part.kind} style={{ width: `${(part.seconds / most) * 100}%`, background: Colours[part.kind] ?? "var(--bar-unlabeled)" }} title={`${kindName(part.kind, isWhole)}: ${cost(part.seconds)}`} />)}</div>
          <b className="number">{cost(total(row.parts))}</b>
        </div>
      ))}
      <div className="legend">{shown.map((kind) => <span key={kind}><i style={{ background: Colours[kind] ?? "var(--bar-unlabeled)" }} />{kindName(kind, isWhole)}</span>)}</div>
      <p className="muted small">{isWhole ? t.ruleLineWhole(each("open"), each("create"), each("relabel")) : t.ruleLine(each("open"), each("create"), each("adjust"), each("relabel"), each("delete"))}</p>
      <details className="small"><summary>{t.rule}</summary><p className="muted" style={{ marginTop: 6 }}>{effort.rule}</p></details>
    </section>
  );
}

const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.seconds, 0);
