import { describe, expect, it } from "vitest";
import { merge, settled } from "../src/journal/merge";
import { box } from "./scene";

const [a, b] = [box("a", 0, 0, 50, 50), box("b", 100, 100, 50, 50)];
const ids = (boxes: readonly { id: string }[]) => boxes.map((one) => one.id).sort();

describe("merging by box id", () => {
  it("takes each side's own changes", () => {
    const merged = merge([a, b], [{ ...a, x: 9 }, b], [a, { ...b, labelId: "bin" }, box("c", 300, 0, 20, 20)]);
    expect(merged.clashes).toEqual([]);
    expect(merged.fromOthers).toBe(2);
    expect(merged.boxes).toEqual([{ ...a, x: 9 }, { ...b, labelId: "bin" }, box("c", 300, 0, 20, 20)]);
  });

  it("what both deleted is gone; what one deleted and the other left is gone too", () => {
    expect(merge([a, b], [b], []).boxes).toEqual([]);
    expect(merge([a, b], [], [a]).boxes).toEqual([]);
  });

  it("the same change on both sides is no clash", () => {
    expect(merge([a], [{ ...a, x: 9 }], [{ ...a, x: 9 }])).toMatchObject({ clashes: [], boxes: [{ x: 9 }] });
  });

  it("one moved what the other deleted: a clash, and either can be had", () => {
    const merged = merge([a], [{ ...a, x: 9 }], []);
    expect(merged.clashes).toEqual([{ mine: { ...a, x: 9 }, theirs: null }]);
    expect(ids(settled(merged, "mine", () => "n"))).toEqual(["a"]);
    expect(ids(settled(merged, "theirs", () => "n"))).toEqual([]);
  });

  it("both keeps both, the other's under a name of its own", () => {
    const merged = merge([a], [{ ...a, x: 9 }], [{ ...a, x: 70 }]);
    expect(settled(merged, "both", () => "new-n").map((one) => [one.id, one.x])).toEqual([["a", 9], ["new-n", 70]]);
    expect(settled(merged, "theirs", () => "n").map((one) => one.x)).toEqual([70]);
  });

  it("my own box, whose answer got lost, does not come back as a twin", () => {
    const mine = box("new-1", 10, 10, 80, 80);
    expect(ids(merge([], [mine], [{ ...mine, id: "server" }]).boxes)).toEqual(["new-1"]);
  });
});
