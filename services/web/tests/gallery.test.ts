import { describe, expect, it } from "vitest";
import { texts } from "../src/texts/en";
import { lossOf, NothingSelected, picked } from "../src/rooms/images/selection";
import { rowsInView } from "../src/rooms/images/rowsInView";

it("keeps some dozens of a hundred thousand images in the document, wherever one has scrolled to", () => {
  for (const above of [-300, 0, 500_000, 9e9]) {
    const rows = rowsInView({ items: 100_000, width: 1200, above, window: 900 });
    expect((rows.last - rows.first + 1) * rows.columns).toBeLessThan(100);
    expect(rows.last).toBeLessThan(rows.count);
  }
});

it("is as high as all of its rows, so that the bar of the window says where one is", () => {
  const rows = rowsInView({ items: 601, width: 1190, above: 0, window: 900 });
  expect(rows.columns).toBe(6);
  expect(rows.count).toBe(101);
  expect(rows.height).toBeCloseTo(101 * ((1190 - 50) / 6 / (4 / 3) + 22 + 10) - 10);
  const scrolled = rowsInView({ items: 601, width: 1190, above: 2000, window: 900 });
  expect(scrolled.offset).toBeLessThan(2000);
  expect(scrolled.offset).toBeGreaterThan(1000);
});

describe("chosen images", () => {
  const order = ["a", "b", "c", "d", "e"];
  const pick = (...clicks: [string, boolean][]) => [...clicks.reduce((now, [id, withShift]) => picked(now, order, id, withShift), NothingSelected).ids].sort().join("");

  it("are those clicked, and with Shift all from the last one", () => {
    expect(pick(["b", false], ["d", true])).toBe("bcd");
    expect(pick(["d", false], ["b", true], ["c", false])).toBe("bd");
    expect(pick(["c", true])).toBe("c");
  });

  it("are deleted only after it was said what goes with them", () => {
    expect(lossOf([{ state: "labeled", begun: false, boxes: 2 }, { state: "auto", begun: false, boxes: 3 }, { state: "unlabeled", begun: true, boxes: 1 }])).toEqual({ checked: 2, suggested: 1, boxes: 6 });
    expect(texts.images.deleteLine(2, 1, 6)).toBe("6 boxes are lost with them: 2 of the images are labelled by people or accepted, 1 has suggestions. This cannot be taken back.");
    expect(texts.images.deleteLine(0, 0, 0)).toBe("Nothing is labelled on them. This cannot be taken back.");
  });
});
