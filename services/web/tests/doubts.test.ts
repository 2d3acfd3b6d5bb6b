import { expect, it } from "vitest";
import type { DoubtfulLabel } from "../src/api/types";
import { mayDo, whatNext } from "../src/next/whatNext";
import { imagesInDoubt } from "../src/work/doubts";

const doubt = (id: string, imageId: string) => ({ id, imageId }) as DoubtfulLabel;
const list = [doubt("1", "a"), doubt("2", "b"), doubt("3", "a"), doubt("4", "c")];

it("doubts come by image in the order of their list, from the opened one on", () => {
  expect(imagesInDoubt(list, "b").map((image) => image.map((one) => one.id))).toEqual([["2"], ["4"], ["1", "3"]]);
  expect(imagesInDoubt(list, "gone").map((image) => image[0]!.imageId)).toEqual(["a", "b", "c"]);
  expect(imagesInDoubt([], "a")).toEqual([]);
});

it("a run that only compares is not called labelling", () => {
  const situation = {
    counts: { unlabeled: 0, auto: 5, labeled: 20, begun: 0, unseen: 0 }, automatic: null, training: null, models: 1, newlyLabelled: 0,
    autolabel: { state: "running", progress: 0.5, request: { labeled: true } },
  };
  expect(whatNext(situation)).toMatchObject({ kind: "watch", room: "doubtful" });
  expect(whatNext(situation).line).toContain("comparing");
  expect(whatNext({ ...situation, autolabel: { state: "running", progress: 0.5 } }).line).toBe("The model is labelling");
});

it("whoever may only look is shown no work as the next step", () => {
  const step = (kind: "audit" | "watch" | "done", room: string) => ({ kind, room, line: "", action: "" });
  expect(mayDo(step("audit", "audit"), false)).toBe(false);
  expect(mayDo(step("audit", "audit"), true)).toBe(true);
  expect(mayDo(step("watch", "train"), false)).toBe(true);
  expect(mayDo(step("done", "models"), false)).toBe(true);
});
