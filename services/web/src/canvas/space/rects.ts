import { clamp, type ImagePoint, type Rect, type Size } from "./points";

/** Image pixels: nothing smaller is a box. */
export const LeastSide = 3;

/** Which sides of a box a handle or an edge moves: -1 left or top, 1 right or bottom, 0 neither. */
export type Sides = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

export function between(a: ImagePoint, b: ImagePoint): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** The least rectangle that holds these points. */
export function around(points: readonly ImagePoint[]): Rect {
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export function isLargeEnough(rect: Rect): boolean {
  return rect.width >= LeastSide && rect.height >= LeastSide;
}

export function area(rect: Rect): number {
  return rect.width * rect.height;
}

export function overlapOverUnion(a: Rect, b: Rect): number {
  const both = overlap(a, b);
  return both === 0 ? 0 : both / (area(a) + area(b) - both);
}

/** How much of the smaller one lies in the other, 0 to 1. */
export function overlapOverSmaller(a: Rect, b: Rect): number {
  return overlap(a, b) / Math.min(area(a), area(b));
}

function overlap(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}

/** The pointer clamped to the image; within `snap` image pixels of its border it is on it. */
export function onImage(point: ImagePoint, size: Size, snap = 0): ImagePoint {
  return { x: along(point.x, size.width, snap), y: along(point.y, size.height, snap), space: "image" };
}

function along(value: number, most: number, snap: number): number {
  if (value <= snap) return 0;
  return value >= most - snap ? most : value;
}

/** Moved as far as it stays on the image. */
export function moved(rect: Rect, dx: number, dy: number, size: Size): Rect {
  return { ...rect, x: clamp(rect.x + dx, 0, Math.max(size.width - rect.width, 0)), y: clamp(rect.y + dy, 0, Math.max(size.height - rect.height, 0)) };
}

/** The grabbed sides follow the pointer; past the opposite side the box is turned over, never negative. */
export function resized(rect: Rect, sides: Sides, to: ImagePoint): Rect {
  const [x, width] = stretched(rect.x, rect.width, sides.x, to.x);
  const [y, height] = stretched(rect.y, rect.height, sides.y, to.y);
  return { x, y, width, height };
}

function stretched(start: number, length: number, side: -1 | 0 | 1, to: number): [number, number] {
  if (side === 0) return [start, length];
  const fixed = side < 0 ? start + length : start;
  return [Math.min(fixed, to), Math.abs(to - fixed)];
}

/** As it is stored: to a tenth of a pixel. */
export function rounded<T extends Rect>(rect: T): T {
  const tenth = (value: number) => Math.round(value * 10) / 10;
  return { ...rect, x: tenth(rect.x), y: tenth(rect.y), width: tenth(rect.width), height: tenth(rect.height) };
}

export function same(a: Rect, b: Rect, within = 0.05): boolean {
  return Math.abs(a.x - b.x) <= within && Math.abs(a.y - b.y) <= within
    && Math.abs(a.width - b.width) <= within && Math.abs(a.height - b.height) <= within;
}
