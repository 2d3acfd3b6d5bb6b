import { expect, it } from "vitest";
import type { ShownSuggestions } from "../src/api/types";
import { lineOf, linesByClass, ruleOf } from "../src/work/modelLine";
import { box, scene } from "./scene";

const rule = (...lines: (number | null)[]): ShownSuggestions => ({
  modelId: "model", acrossClasses: false, timeModel: "A", reviewedImages: 0,
  classes: lines.map((solidFrom, i) => ({ labelId: `${i}`, label: ["raccoon", "bin", "tree"][i]!, solidFrom, ghostFrom: 0.05 })),
});

it("one line for all images of a model: where it shows the first of its boxes", () => {
  expect(lineOf(ruleOf(rule(0.55, 0.4, null), "model"))).toBe(0.4);
  expect(lineOf(ruleOf(rule(0.4), "another model"))).toBeNull();
  expect(lineOf(ruleOf(undefined, "model"))).toBeNull();
  expect(lineOf(rule(null))).toBeNull();
});

it("classes are named where their lines differ", () => {
  expect(linesByClass(rule(0.4, 0.4))).toEqual([]);
  expect(linesByClass(rule(0.4, 0.55, null))).toEqual([["raccoon", "40"], ["bin", "55"], ["tree", null]]);
});

it("stands at the model's line whatever is on the image, and at a person's own where there is one", () => {
  const suggested = (score: number) => box("a", 0, 0, 50, 50, { mark: "suggested", score });
  for (const boxes of [[suggested(0.9)], [suggested(0.5)], []]) {
    const { editor } = scene(...boxes);
    editor.modelLine = 0.4;
    expect(editor.line).toBe(0.4);
    editor.show(0.7);
    expect(editor.line).toBe(0.7);
  }
  // Another line was asked for when this image was suggested.
  const { editor } = scene(suggested(0.2));
  editor.modelLine = 0.4;
  expect(editor.line).toBe(0.2);
});
