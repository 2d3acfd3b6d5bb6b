import type { Model, TrailEntry } from "../../api/types";
import { texts } from "../../texts/en";

const t = texts.trail;

/** Every kind there is, in the order of the work, and whatever else the rows have. */
export const kindsOf = (entries: readonly TrailEntry[]): string[] => [...new Set([...Object.keys(t.kinds), ...entries.map((entry) => entry.kind)])];

/** Who is known to have acted, or may: in order, each once. */
export const peopleOf = (entries: readonly TrailEntry[], others: readonly string[]): string[] => [...new Set([...entries.map((entry) => entry.actor), ...others])].filter(Boolean).sort();

/** What happened, with the number of the model that it was about. */
export function summaryOf({ summary, after }: TrailEntry, models: readonly Model[]): string {
  const id = (after as { modelId?: string } | null | undefined)?.modelId;
  const model = models.find((one) => one.id === id);
  const name = model && texts.models.number(model.number);
  return name && !summary.startsWith(name) ? t.withModel(summary, name) : summary;
}
