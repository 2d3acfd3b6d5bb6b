import type { Box } from "../canvas/change/Box";
import { overlapOverUnion, same } from "../canvas/space/rects";

export interface Clash {
  /** Null: deleted on that side. */
  readonly mine: Box | null;
  readonly theirs: Box | null;
}

export interface Merged {
  /** Both sides' changes; where they clash, mine. */
  readonly boxes: readonly Box[];
  readonly clashes: readonly Clash[];
  /** Boxes that the others changed and that are in the result. */
  readonly fromOthers: number;
}

/** Two equal boxes of one class drawn twice are one: my own, whose answer got lost, come back so. */
const SameOverlap = 0.98;

/** Three sets of one image, joined by box id against the version both were made from. */
export function merge(base: readonly Box[], mine: readonly Box[], theirs: readonly Box[]): Merged {
  const [was, my, their] = [byId(base), byId(mine), byId(theirs)];
  const boxes: Box[] = [];
  const clashes: Clash[] = [];
  let fromOthers = 0;
  for (const id of new Set([...my.keys(), ...their.keys(), ...was.keys()])) {
    const [before, own, other] = [was.get(id), my.get(id), their.get(id)];
    if (!differ(before, other)) {
      if (own) boxes.push(own);
    } else if (!differ(before, own)) {
      if (other && mine.some((box) => !was.has(box.id) && isTwin(box, other))) continue;
      if (other) boxes.push(other);
      fromOthers += 1;
    } else {
      if (own) boxes.push(own);
      if (differ(own, other)) clashes.push({ mine: own ?? null, theirs: other ?? null });
    }
  }
  return { boxes, clashes, fromOthers };
}

export type Choice = "mine" | "theirs" | "both";

/** The merged set with every clash settled one way. */
export function settled(merged: Merged, choice: Choice, newId: () => string): Box[] {
  if (choice === "mine") return [...merged.boxes];
  const boxes = new Map(merged.boxes.map((box) => [box.id, box]));
  for (const { mine, theirs } of merged.clashes) {
    if (choice === "theirs" && mine) boxes.delete(mine.id);
    if (!theirs) continue;
    const kept = choice === "both" && mine ? { ...theirs, id: newId() } : theirs;
    boxes.set(kept.id, kept);
  }
  return [...boxes.values()];
}

/** In class or place, or in being there at all. */
function differ(a: Box | undefined, b: Box | undefined): boolean {
  if (!a || !b) return a !== b;
  return a.labelId !== b.labelId || !same(a, b);
}

function isTwin(a: Box, b: Box): boolean {
  return a.labelId === b.labelId && overlapOverUnion(a, b) >= SameOverlap;
}

function byId(boxes: readonly Box[]): Map<string, Box> {
  return new Map(boxes.map((box) => [box.id, box]));
}
