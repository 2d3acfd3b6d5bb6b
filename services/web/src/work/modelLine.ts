import type { ShownSuggestions } from "../api/types";
import { percentOf } from "./reviewFilter";

/** What is shown of a model's boxes while nobody moved the line; null where the project's rule is about another model. */
export function ruleOf(shown: ShownSuggestions | undefined, model: string | null | undefined): ShownSuggestions | null {
  return shown?.modelId && shown.modelId === model ? shown : null;
}

/** One score for all images of a model, from which on a box of some class is shown. */
export function lineOf(rule: ShownSuggestions | null): number | null {
  const lines = rule?.classes.flatMap((one) => one.solidFrom ?? []) ?? [];
  return lines.length > 0 ? Math.min(...lines) : null;
}

/** Classes with a line of their own, in percent, null for none shown; nothing where all classes have the same. */
export function linesByClass(rule: ShownSuggestions | null): readonly (readonly [string, string | null])[] {
  const all = rule?.classes.map((one) => [one.label, percentOf(one.solidFrom) || null] as const) ?? [];
  return all.every(([, line]) => line === all[0]![1]) ? [] : all;
}
