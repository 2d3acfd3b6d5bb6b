import { describe, expect, it } from "vitest";
import { shortName } from "../src/parts/shortName";
import { digitsTwice, nearlySame } from "../src/rooms/settings/classNames";
import type { Label } from "../src/api/types";
import { doubtBy, tagText } from "../src/work/doubt";
import { box } from "./scene";
import { texts } from "../src/texts/en";

describe("classes of a project", () => {
  it("are told when they differ in capitals and spaces only", () => {
    expect(nearlySame(["raccoon", "bin", "Raccoon", "trash bin", "trashbin"])).toEqual([["raccoon", "Raccoon"], ["trash bin", "trashbin"]]);
    expect(nearlySame(["raccoon", "raccoon", "bin"])).toEqual([]);
    expect(texts.settings.nearlySame(["raccoon", "Raccoon"])).toContain('"raccoon" and "Raccoon" differ only in capitals or spaces');
  });

  it("cannot have one digit together, though none may be of many", () => {
    expect(digitsTwice(["1", "2", "1", "", "", "1"])).toEqual(["1"]);
  });

  it("are chosen below only where there are any", () => {
    expect(texts.create.classesHint(false)).not.toContain("below");
    expect(texts.create.classesHint(true)).toContain("choose others below");
  });
});

describe("a class that goes into another", () => {
  it("says how many boxes become what", () => {
    const { amount, mergeAsk, mergeDo } = texts.settings;
    expect(mergeAsk(amount(34, true), "rbc", "cell")).toBe('Merge 34 boxes of "rbc" into "cell"?');
    expect(mergeDo(amount(1, false))).toBe("Merge 1 label");
  });

  it("is named so that a sentence stays one, however long its name is", () => {
    expect(shortName("cell")).toBe("cell");
    expect(shortName("c".repeat(200))).toBe(`${"c".repeat(59)}…`);
    expect(tagText({ name: "c".repeat(200), key: "3" } as Label, box("a", 0, 0, 9, 9), doubtBy([]))).toBe(`3 ${"c".repeat(31)}…`);
  });
});
