import { expect, it } from "vitest";
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
  expect(rows.height).toBeCloseTo(101 * ((1190 - 50) / 6 / (4 / 3) + 10) - 10);
  const scrolled = rowsInView({ items: 601, width: 1190, above: 2000, window: 900 });
  expect(scrolled.offset).toBeLessThan(2000);
  expect(scrolled.offset).toBeGreaterThan(1000);
});
