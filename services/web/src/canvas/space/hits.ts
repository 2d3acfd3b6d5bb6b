import type { Box } from "../change/Box";
import { area, type Sides } from "./rects";
import { view, type Rect, type Size, type ViewPoint } from "./points";
import type { View } from "./View";

export type PointerKind = "mouse" | "pen" | "touch";

/** View pixels. */
export const Slop: Record<PointerKind, number> = { mouse: 4, pen: 6, touch: 6 };
const EdgeReach: Record<PointerKind, number> = { mouse: 6, pen: 10, touch: 16 };
const HandleReach: Record<PointerKind, number> = { mouse: 12, pen: 14, touch: 22 };
/** From the image's border, within which a side snaps to it. */
export const Snap = 6;
/** Radius of the plus at a ghost's upper right corner. */
export const PlusRadius = 9;
export const HandleSize: Record<PointerKind, number> = { mouse: 8, pen: 12, touch: 16 };
/** Below this side only corners have handles; below the second only the lower right one has. */
const CornersOnly = 48;
const OneCornerOnly = 24;
export const TagHeight = 18;

export type Hit =
  | { readonly kind: "handle" | "edge"; readonly box: Box; readonly sides: Sides }
  | { readonly kind: "tag" | "inside"; readonly box: Box }
  /** The plus of a box that is nearly marked. */
  | { readonly kind: "plus"; readonly box: Box }
  | { readonly kind: "empty" };

export interface HitScene {
  readonly view: View;
  /** Those that can be seen and grabbed, small before large. */
  readonly boxes: readonly Box[];
  /** Nearly marked: each has a plus that takes it. */
  readonly ghosts: readonly Box[];
  /** The only selected box: it alone has handles. */
  readonly single: Box | null;
  readonly tagWidth: (box: Box) => number;
}

/** What lies under the pointer: handles of the selected box, then edges and tags, then a ghost's plus, then the smallest box around. */
export function hitAt(scene: HitScene, at: ViewPoint, kind: PointerKind): Hit {
  if (scene.single) {
    const sides = handlesOf(scene.view.rectToView(scene.single)).find((handle) =>
      Math.max(Math.abs(handle.x - at.x), Math.abs(handle.y - at.y)) <= HandleReach[kind]);
    if (sides) return { kind: "handle", box: scene.single, sides: sides.sides };
  }

  const first = scene.single ? [scene.single, ...scene.boxes.filter((box) => box !== scene.single)] : scene.boxes;
  for (const box of first) {
    if (holds(tagRect(scene.view.rectToView(box), scene.tagWidth(box), scene.view.size.width), at)) return { kind: "tag", box };
    const sides = edgeAt(scene.view.rectToView(box), at, EdgeReach[kind]);
    if (sides) return { kind: "edge", box, sides };
  }

  const ghost = scene.ghosts.find((box) => {
    const plus = plusOf(scene.view.rectToView(box), scene.view.size);
    return Math.max(Math.abs(plus.x - at.x), Math.abs(plus.y - at.y)) <= HandleReach[kind];
  });
  if (ghost) return { kind: "plus", box: ghost };

  const inside = insideAt(scene, at)[0];
  return inside ? { kind: "inside", box: inside } : { kind: "empty" };
}

/** Every box around a point, smallest first. */
export function insideAt(scene: Pick<HitScene, "view" | "boxes">, at: ViewPoint): Box[] {
  return scene.boxes.filter((box) => holds(scene.view.rectToView(box), at)).sort((a, b) => area(a) - area(b));
}

export interface Handle {
  readonly x: number;
  readonly y: number;
  readonly sides: Sides;
}

/** Where a selected box is grabbed, in view pixels. */
export function handlesOf(r: Rect): Handle[] {
  const [right, bottom, middle, centre] = [r.x + r.width, r.y + r.height, r.x + r.width / 2, r.y + r.height / 2];
  const least = Math.min(r.width, r.height);
  if (least < OneCornerOnly) return [{ x: right + 6, y: bottom + 6, sides: { x: 1, y: 1 } }];
  const corners: Handle[] = [
    { x: r.x, y: r.y, sides: { x: -1, y: -1 } }, { x: right, y: r.y, sides: { x: 1, y: -1 } },
    { x: r.x, y: bottom, sides: { x: -1, y: 1 } }, { x: right, y: bottom, sides: { x: 1, y: 1 } },
  ];
  if (least < CornersOnly) return corners;
  return [
    ...corners,
    { x: middle, y: r.y, sides: { x: 0, y: -1 } }, { x: middle, y: bottom, sides: { x: 0, y: 1 } },
    { x: r.x, y: centre, sides: { x: -1, y: 0 } }, { x: right, y: centre, sides: { x: 1, y: 0 } },
  ];
}

/** Centre of a ghost's plus in view pixels: its upper right corner, kept in sight. */
export function plusOf(ghost: Rect, { width, height }: Size): ViewPoint {
  const within = (value: number, most: number) => Math.max(PlusRadius + 2, Math.min(value, most - PlusRadius - 2));
  return view(within(ghost.x + ghost.width, width), within(ghost.y, height));
}

/** What of a ghost is there to be passed over, in view pixels: it and its plus. */
export function ghostAreas(view: View, ghost: Rect): Rect[] {
  const r = view.rectToView(ghost);
  const { x, y } = plusOf(r, view.size);
  return [r, { x: x - PlusRadius, y: y - PlusRadius, width: 2 * PlusRadius, height: 2 * PlusRadius }];
}

/** The straight way from one point to another comes into one of these from outside of all. */
export function comesInto(areas: readonly Rect[], from: ViewPoint, to: ViewPoint): boolean {
  return !areas.some((area) => holds(area, from)) && areas.some((area) => meets(area, from, to));
}

/** The name tag sits on the box's upper edge, or inside it where there is no room above. */
export function tagRect(box: Rect, width: number, viewWidth: number): Rect {
  const y = box.y - TagHeight >= 0 ? box.y - TagHeight : Math.max(box.y, 0);
  return { x: Math.max(Math.min(box.x - 1, viewWidth - width), 0), y, width, height: TagHeight };
}

function edgeAt(r: Rect, at: ViewPoint, reach: number): Sides | null {
  // Inside a small box the reach is less, or nothing of its inside would be left.
  const inner = Math.min(reach, Math.min(r.width, r.height) / 4);
  const near = (value: number, low: number, high: number): -1 | 0 | 1 => {
    if (value >= low - reach && value <= low + inner) return -1;
    return value >= high - inner && value <= high + reach ? 1 : 0;
  };
  const inX = at.x >= r.x - reach && at.x <= r.x + r.width + reach;
  const inY = at.y >= r.y - reach && at.y <= r.y + r.height + reach;
  if (!inX || !inY) return null;
  const sides: Sides = { x: near(at.x, r.x, r.x + r.width), y: near(at.y, r.y, r.y + r.height) };
  return sides.x === 0 && sides.y === 0 ? null : sides;
}

/** Some of the straight way lies in the rectangle. */
function meets(r: Rect, from: ViewPoint, to: ViewPoint): boolean {
  let [enters, leaves] = [0, 1];
  for (const [at, way, low, high] of [[from.x, to.x - from.x, r.x, r.x + r.width], [from.y, to.y - from.y, r.y, r.y + r.height]] as const) {
    if (way === 0 && (at < low || at > high)) return false;
    if (way === 0) continue;
    const ends = [(low - at) / way, (high - at) / way];
    enters = Math.max(enters, Math.min(...ends));
    leaves = Math.min(leaves, Math.max(...ends));
  }
  return enters <= leaves;
}

function holds(r: Rect, at: ViewPoint): boolean {
  return at.x >= r.x && at.x <= r.x + r.width && at.y >= r.y && at.y <= r.y + r.height;
}
