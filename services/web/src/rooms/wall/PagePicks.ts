import type { Verdict, WallBox } from "../../api/types";

/** Wrong, or the class that it is instead. */
export type Pick = { readonly wrong: true } | { readonly labelId: string };

export type Picks = ReadonlyMap<string, Pick>;

export const NoPicks: Picks = new Map();

export const isWrong = (pick: Pick | undefined): boolean => pick !== undefined && "wrong" in pick;

/** X, Space, a click: wrong, or not any more when all of them were. */
export function toggledWrong(picks: Picks, ids: readonly string[]): Picks {
  const next = new Map(picks);
  if (ids.every((id) => isWrong(picks.get(id)))) ids.forEach((id) => next.delete(id));
  else ids.forEach((id) => next.set(id, { wrong: true }));
  return next;
}

/** A digit: it is that class instead; the class it already has, or the same digit again, is no pick. */
export function asClass(picks: Picks, boxes: readonly WallBox[], labelId: string): Picks {
  const next = new Map(picks);
  for (const box of boxes) {
    const now = picks.get(box.id);
    if (box.labelId === labelId || (now && "labelId" in now && now.labelId === labelId)) next.delete(box.id);
    else next.set(box.id, { labelId });
  }
  return next;
}

/**
 * What a page comes to: the picked ones as picked, the others right. Exactly what was shown: a crop that was not painted yet gets no verdict.
 */
export function verdictsOf(boxes: readonly WallBox[], picks: Picks, painted: ReadonlySet<string>): Verdict[] {
  return boxes.filter((box) => painted.has(box.id)).map((box) => {
    const pick = picks.get(box.id);
    const of = { imageId: box.imageId, boxId: box.id };
    if (!pick) return { ...of, verdict: "right" };
    return "wrong" in pick ? { ...of, verdict: "wrong" } : { ...of, verdict: "label", label: pick.labelId };
  });
}

/** The same boxes without a verdict, as they were before. */
export const takenBack = (verdicts: readonly Verdict[]): Verdict[] => verdicts.map(({ imageId, boxId }) => ({ imageId, boxId, verdict: "open" }));

/** Indices from one to another, for Shift+click and Shift+arrows. */
export function range(from: number, to: number): number[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
