import { describe, expect, it } from "vitest";
import { inkOn } from "../src/canvas/paint/ink";
import { handlesOf, hitAt } from "../src/canvas/space/hits";
import { image, view } from "../src/canvas/space/points";
import { moved, onImage, overlapOverUnion, resized } from "../src/canvas/space/rects";
import { View } from "../src/canvas/space/View";
import { box } from "./scene";

const size = { width: 4000, height: 3000 };
const screen = { width: 1000, height: 600 };

describe("the view", () => {
  it("turns view pixels into image pixels and back", () => {
    const at = View.fit(size, screen).zoomed(3.7, view(100, 200)).panned(-30, 12);
    const there = at.toView(at.toImage(view(123.5, 456.25)));
    expect(there.x).toBeCloseTo(123.5);
    expect(there.y).toBeCloseTo(456.25);
  });

  it("zooms about the pointer: what lies under it stays", () => {
    const before = View.fit(size, screen);
    const under = before.toImage(view(700, 300));
    const after = before.zoomed(2, view(700, 300)).toImage(view(700, 300));
    expect(after.x).toBeCloseTo(under.x);
    expect(after.y).toBeCloseTo(under.y);
  });

  it("goes no closer than 25 image pixels and no farther than half of fit", () => {
    const fit = View.fit(size, screen);
    expect(fit.zoomed(1e9, view(500, 300)).length(600)).toBeCloseTo(25);
    expect(fit.zoomed(1e-9, view(500, 300)).zoom).toBeCloseTo(fit.zoom / 2);
  });

  it("never loses the image", () => {
    const at = View.fit(size, screen).panned(1e6, -1e6);
    expect(at.left).toBeLessThan(screen.width);
    expect(at.top + size.height * at.zoom).toBeGreaterThan(0);
  });

  it("shows a box whole, with something around it", () => {
    const target = { x: 3900, y: 10, width: 60, height: 40 };
    expect(View.fit(size, screen).showing(target).contains(target)).toBe(true);
  });

  it("stays fitted when the window changes", () => {
    expect(View.fit(size, screen).resized({ width: 500, height: 500 }).isFit).toBe(true);
  });
});

describe("rectangles", () => {
  it("a moved box stops at the border and keeps its size", () => {
    expect(moved({ x: 10, y: 10, width: 50, height: 40 }, -100, 5000, size)).toEqual({ x: 0, y: 2960, width: 50, height: 40 });
  });

  it("only the grabbed side moves", () => {
    const rect = { x: 10, y: 10, width: 50, height: 40 };
    expect(resized(rect, { x: -1, y: 0 }, image(0, 999))).toEqual({ x: 0, y: 10, width: 60, height: 40 });
    expect(resized(rect, { x: 1, y: 1 }, image(5, 100))).toEqual({ x: 5, y: 10, width: 5, height: 90 });
  });

  it("snaps to the border within reach only", () => {
    expect(onImage(image(5, 2993), size, 6)).toMatchObject({ x: 0, y: 2993 });
    expect(onImage(image(5, 2995), size, 0)).toMatchObject({ x: 5, y: 2995 });
  });

  it("overlap over union of halves is a third", () => {
    expect(overlapOverUnion({ x: 0, y: 0, width: 10, height: 10 }, { x: 5, y: 0, width: 10, height: 10 })).toBeCloseTo(1 / 3);
  });
});

describe("hits", () => {
  const at = new View(screen, screen, 1, 0, 0);
  const scene = (single: ReturnType<typeof box> | null, ...boxes: ReturnType<typeof box>[]) => ({ view: at, boxes, ghosts: [], single, tagWidth: () => 40 });

  it("an edge is grabbed a little outside and inside; a corner moves both sides", () => {
    const a = box("a", 100, 100, 200, 200);
    expect(hitAt(scene(null, a), view(305, 200), "mouse")).toMatchObject({ kind: "edge", sides: { x: 1, y: 0 } });
    expect(hitAt(scene(null, a), view(299, 303), "mouse")).toMatchObject({ kind: "edge", sides: { x: 1, y: 1 } });
    expect(hitAt(scene(null, a), view(200, 200), "mouse")).toMatchObject({ kind: "inside" });
    expect(hitAt(scene(null, a), view(320, 200), "mouse")).toMatchObject({ kind: "empty" });
  });

  it("a finger reaches farther than a mouse", () => {
    expect(hitAt(scene(null, box("a", 100, 100, 200, 200)), view(314, 200), "touch").kind).toBe("edge");
  });

  it("the tag is a hit, also where it had to move inside", () => {
    expect(hitAt(scene(null, box("a", 100, 100, 200, 200)), view(110, 90), "mouse").kind).toBe("tag");
    expect(hitAt(scene(null, box("a", 100, 0, 200, 200)), view(120, 12), "mouse").kind).toBe("tag");
  });

  it("small boxes have fewer handles", () => {
    expect(handlesOf({ x: 0, y: 0, width: 100, height: 100 })).toHaveLength(8);
    expect(handlesOf({ x: 0, y: 0, width: 40, height: 100 })).toHaveLength(4);
    expect(handlesOf({ x: 0, y: 0, width: 20, height: 100 })).toHaveLength(1);
  });
});

it("ink on a class colour is the one that reads better", () => {
  expect(inkOn("#F0E442")).toBe("#000");
  expect(inkOn("#0072B2")).toBe("#fff");
});
