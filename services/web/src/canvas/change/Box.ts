import type { Rect } from "../space/points";
import { same } from "../space/rects";

/**
 * Whose a box is, which is how its line is drawn: suggested by a model and not yet touched, accepted as it was, edited from a suggestion, or
 * a person's own.
 */
export type Mark = "suggested" | "accepted" | "edited" | "mine";

/** A labelled box, in image pixels. Its id is the browser's own until the server has named it. */
export interface Box extends Rect {
  readonly id: string;
  readonly labelId: string;
  readonly mark: Mark;
  readonly score?: number;
  /** Nearly marked: the model kept it beside its suggestion, below its own line. */
  readonly ghost?: boolean;
}

export function sameBox(a: Box | undefined, b: Box | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.labelId === b.labelId && a.mark === b.mark && same(a, b));
}

export function sameBoxes(a: readonly Box[], b: readonly Box[]): boolean {
  const of = new Map(b.map((box) => [box.id, box]));
  return a.length === b.length && a.every((box) => sameBox(box, of.get(box.id)));
}

/** Touched by a person: a suggestion becomes an edited one. */
export function touched(mark: Mark): Mark {
  return mark === "mine" ? "mine" : "edited";
}
