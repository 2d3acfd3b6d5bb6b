import type { Box } from "./change/Box";
import { overlapOverSmaller, overlapOverUnion } from "./space/rects";

/** Nothing with a lower score is kept beside a suggestion. */
export const LeastScore = 0.05;
/** More at once would hide the picture; those that follow come when these are gone. */
const MostGhosts = 20;
/** Where fewer boxes are shown; else as many ghosts as boxes. Of those further behind hardly one in a hundred is right (tests/bench/effort). */
const FewGhosts = 5;
/** Boxes that overlap by more than this lie on one thing. */
const SamePlace = 0.5;
/** So much of the smaller of two boxes of one class inside the other: part of one thing, or one thing with what is around it. */
const Within = 0.8;

/**
 * Which of the boxes below the model's line are seen faintly, surest first: nothing where a box lies already, a person's or the model's, nor twice the same thing.
 */
export function nearlyMarked(below: readonly Box[], shown: readonly Box[]): Box[] {
  const most = Math.min(Math.max(shown.length, FewGhosts), MostGhosts);
  const chosen: Box[] = [];
  for (const ghost of below.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))) {
    if (chosen.length === most) break;
    const liesOn = (box: Box) => overlapOverUnion(box, ghost) > SamePlace || (box.labelId === ghost.labelId && overlapOverSmaller(box, ghost) > Within);
    if (!shown.some(liesOn) && !chosen.some(liesOn)) chosen.push(ghost);
  }
  return chosen;
}
