import { describe, expect, it } from "vitest";
import { view } from "../src/canvas/space/points";
import { scrollAt } from "../src/canvas/space/rim";
import { View } from "../src/canvas/space/View";
import { Touches } from "../src/canvas/Touches";

const touch = (timeStamp: number) => ({ pointerType: "touch", timeStamp }) as PointerEvent;

describe("fingers and pen", () => {
  it("one finger draws, two look around", () => {
    const touches = new Touches();
    touches.down(1, view(10, 10), 0);
    expect(touches.looksAround).toBe(false);
    touches.down(2, view(110, 10), 400);
    expect(touches.looksAround).toBe(true);
    expect(touches.cameTogether(400)).toBe(false);
  });

  it("a second finger at once means that nobody wanted to draw", () => {
    const touches = new Touches();
    touches.down(1, view(10, 10), 1000);
    expect(touches.cameTogether(1100)).toBe(true);
  });

  it("two fingers that part zoom about their middle and pan with it", () => {
    const touches = new Touches();
    touches.down(1, view(0, 0), 0);
    touches.down(2, view(100, 0), 0);
    expect(touches.move(2, view(200, 0))).toMatchObject({ dx: 50, dy: 0, factor: 2, about: { x: 100, y: 0 } });
  });

  it("a hand that rests while the pen is near, and half a second after, is nothing; from then on fingers only look around", () => {
    const touches = new Touches();
    touches.sawPen(1000);
    expect(touches.isPalm(touch(1300))).toBe(true);
    expect(touches.isPalm(touch(1600))).toBe(false);
    touches.down(1, view(10, 10), 1600);
    expect(touches.looksAround).toBe(true);
    expect(touches.move(1, view(30, 15))).toMatchObject({ dx: 20, dy: 5, factor: 1 });
  });
});

describe("a drag at the rim", () => {
  const zoomed = new View({ width: 2000, height: 1000 }, { width: 800, height: 600 }, 1, -300, -200);

  it("scrolls towards what is out of sight, faster the nearer it is", () => {
    expect(scrollAt(zoomed, view(400, 300))).toEqual({ dx: 0, dy: 0 });
    expect(scrollAt(zoomed, view(2, 300)).dx).toBeGreaterThan(scrollAt(zoomed, view(20, 300)).dx);
    expect(scrollAt(zoomed, view(798, 300)).dx).toBeLessThan(0);
  });

  it("stops where the image ends in sight", () => {
    expect(scrollAt(View.fit({ width: 2000, height: 1000 }, { width: 800, height: 600 }), view(2, 2))).toEqual({ dx: 0, dy: 0 });
  });
});
