import type { Annotation, AnnotationBody, AnnotationSet } from "../api/types";
import type { Box, Mark } from "../canvas/change/Box";
import { same } from "../canvas/space/rects";
import type { Names, Version } from "./Entry";

/** The class of a whole image stands in the journal as a box of no size. */
export const wholeImage = (id: string, labelId: string, mark: Mark): Box => ({ id, labelId, mark, x: 0, y: 0, width: 0, height: 0 });

const isWhole = (box: Box): boolean => box.width === 0 && box.height === 0;

/** Between the server's words and the canvas's. `names` are server ids of boxes this browser knows under its own. */
export function toVersion(set: AnnotationSet, names: Names = {}): Version {
  const own = new Map(Object.entries(names).map(([local, server]) => [server, local]));
  const boxes = set.annotations.map((a) => toBox(a, set.state, own.get(a.id)));
  return { revision: set.revision, state: set.state, proposalId: set.proposalId ?? null, modelId: set.annotations.find((a) => a.modelId)?.modelId ?? null, boxes };
}

function toBox(annotation: Annotation, state: string, own: string | undefined): Box {
  const at = annotation.box ?? wholeImage("", "", "mine");
  return { ...at, id: own ?? annotation.id, labelId: annotation.labelId, mark: markOf(annotation, state), score: annotation.score ?? undefined, ghost: annotation.tier === "ghost" || undefined };
}

function markOf(annotation: Annotation, state: string): Mark {
  if (annotation.origin === "model") return state === "auto" ? "suggested" : "accepted";
  return typeof annotation.score === "number" ? "edited" : "mine";
}

export function toBodies(boxes: readonly Box[], names: Names): AnnotationBody[] {
  return boxes.map((box) => ({
    id: names[box.id] ?? (isServerId(box.id) ? box.id : undefined), label: box.labelId, box: isWhole(box) ? null : { x: box.x, y: box.y, width: box.width, height: box.height },
  }));
}

/** The ids that the server gave to the boxes sent without one. */
export function newNames(sent: readonly Box[], answer: AnnotationSet, names: Names): Names {
  const result: Record<string, string> = { ...names };
  const known = new Set([...sent.map((box) => box.id), ...Object.values(names)]);
  const free = answer.annotations.filter((a) => a.box && !known.has(a.id));
  for (const box of sent) {
    if (result[box.id] || isServerId(box.id)) continue;
    // Up to a pixel over the edge was cut by the server.
    const at = free.findIndex((a) => a.labelId === box.labelId && same(a.box!, box, 1.1));
    if (at >= 0) result[box.id] = free.splice(at, 1)[0]!.id;
  }
  return result;
}

/** Drawn in this browser on this visit. */
export const isNew = (id: string): boolean => id.startsWith("new-");

const isServerId = (id: string): boolean => !isNew(id);
