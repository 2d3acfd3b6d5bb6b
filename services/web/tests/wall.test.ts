import { describe, expect, it } from "vitest";
import type { WallBox } from "../src/api/types";
import { Pace } from "../src/rooms/wall/Pace";
import { asClass, NoPicks, range, takenBack, toggledWrong, verdictsOf } from "../src/rooms/wall/PagePicks";

const boxes = ["a", "b", "c"].map((id) => ({ id, imageId: `image of ${id}`, labelId: "raccoon" }) as WallBox);
const all = new Set(["a", "b", "c"]);

describe("a page of the wall", () => {
  it("accepts exactly what was shown and not picked", () => {
    const picks = toggledWrong(NoPicks, ["b"]);
    expect(verdictsOf(boxes, picks, new Set(["a", "b"]))).toEqual([
      { imageId: "image of a", boxId: "a", verdict: "right" },
      { imageId: "image of b", boxId: "b", verdict: "wrong" },
    ]);
  });

  it("says what it is instead for a digit, and nothing for its own class", () => {
    const picks = asClass(asClass(NoPicks, [boxes[0]!], "bin"), [boxes[1]!], "raccoon");
    expect(verdictsOf(boxes, picks, all).map((verdict) => [verdict.verdict, verdict.label])).toEqual([["label", "bin"], ["right", undefined], ["right", undefined]]);
    expect(asClass(picks, [boxes[0]!], "bin").size).toBe(0);
  });

  it("takes a pick back with the same key", () => {
    const some = toggledWrong(NoPicks, ["a"]);
    expect([...toggledWrong(some, ["a", "b"]).keys()]).toEqual(["a", "b"]);
    expect(toggledWrong(toggledWrong(some, ["a", "b"]), ["a", "b"]).size).toBe(0);
  });

  it("is one act: all of its verdicts are taken back together", () => {
    expect(takenBack(verdictsOf(boxes, toggledWrong(NoPicks, ["b"]), all)).map((verdict) => verdict.verdict)).toEqual(["open", "open", "open"]);
  });

  it("extends over a range in either direction", () => {
    expect(range(4, 2)).toEqual([2, 3, 4]);
  });
});

describe("the pace", () => {
  it("says once that it is too fast to see anything", () => {
    const pace = new Pace(() => 0);
    expect(pace.page(60, 2, 5_000)).toBe("slower");
    expect(pace.page(60, 2, 5_000)).toBeNull();
  });

  it("offers a random page after three without a wrong one", () => {
    const pace = new Pace(() => 0);
    expect([pace.page(10, 0, 9_000), pace.page(10, 0, 9_000), pace.page(10, 0, 9_000)]).toEqual([null, null, "random"]);
  });

  it("asks for a break after twenty minutes", () => {
    let now = 0;
    const pace = new Pace(() => now);
    pace.page(10, 1, 9_000);
    now = 21 * 60_000;
    expect(pace.page(10, 1, 9_000)).toBe("break");
  });

  it("asks for a break when a second planted crop was taken for right", () => {
    const pace = new Pace(() => 0);
    expect(pace.page(50, 1, 90_000, 1, 1)).toBeNull();
    expect(pace.page(50, 1, 90_000, 1, 0)).toBeNull();
    expect(pace.page(50, 1, 90_000, 1, 1)).toBe("break");
    expect([pace.planted, pace.missed]).toEqual([3, 2]);
  });
});
