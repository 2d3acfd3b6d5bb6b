import { describe, expect, it } from "vitest";
import { comboOf } from "../src/commands/Command";
import { canvasCommands } from "../src/work/canvasCommands";
import { whatNext, type Situation } from "../src/next/whatNext";

const none: Situation = {
  counts: { unlabeled: 0, auto: 0, labeled: 0, begun: 0, unseen: 0 }, automatic: { missingImages: 0, isQuick: true }, training: null, autolabel: null, models: 0, newlyLabelled: 0,
};
const with_ = (unlabeled: number, auto: number, labeled: number, more: Partial<Situation> = {}) =>
  whatNext({ ...none, counts: { unlabeled, auto, labeled, begun: 0, unseen: 0 }, ...more });

describe("what next", () => {
  it("leads through the loop, one step at a time", () => {
    expect(whatNext(none).kind).toBe("import");
    expect(with_(40, 0, 2, { automatic: { missingImages: 8, isQuick: true } })).toMatchObject({ kind: "label", line: "Label 8 more images, then it trains by itself at once", progress: 0.2 });
    expect(with_(40, 0, 2, { automatic: { missingImages: 10, isQuick: false } }).line).toBe("Label 10 more images, then it trains by itself after a short pause");
    expect(with_(40, 0, 12).kind).toBe("train");
    expect(with_(40, 0, 12, { training: { state: "running", detail: { secondsLeft: 100 } as never } })).toMatchObject({ kind: "watch", line: "Training, 1:40 left: keep labelling" });
    expect(with_(40, 0, 12, { models: 1 }).kind).toBe("autolabel");
    expect(with_(0, 40, 12, { models: 1 })).toMatchObject({ kind: "audit", room: "audit" });
    expect(with_(0, 0, 52, { models: 1, newlyLabelled: 40 }).kind).toBe("train");
    expect(with_(0, 0, 52, { models: 2 }).kind).toBe("done");
  });

  it("says what a countdown says, and does not ask for it too", () => {
    const automatic = { missingImages: 0, isQuick: false, dueAt: "2026-01-01T12:00:00Z" };
    expect(with_(0, 0, 12, { automatic }).line).toBe("12 images labelled: it trains by itself in a moment");
    expect(with_(0, 0, 52, { automatic, models: 1, newlyLabelled: 40 }).line).toBe("52 images labelled: it trains by itself in a moment");
    expect(with_(0, 0, 52, { automatic: null, models: 1, newlyLabelled: 40 }).line).toBe("Train again with 40 more checked");
  });

  it("with few images asks for no more than there are", () => {
    expect(with_(2, 0, 3, { automatic: { missingImages: 7, isQuick: true } }).line).toBe("Label 2 more images, then it can learn");
    expect(with_(0, 0, 5).kind).toBe("train");
    expect(with_(1, 0, 1, { automatic: { missingImages: 9, isQuick: true } }).line).toBe("Label 1 image, then add more: it learns from 4 or more");
  });

  it("without automatic training asks for fewer and lets the person start", () => {
    const automatic = null;
    expect(with_(40, 0, 1, { automatic }).line).toBe("Label 3 more images, then it can learn");
    expect(with_(40, 0, 4, { automatic }).kind).toBe("train");
  });
});

describe("keys", () => {
  const press = (key: string, code: string, more = {}) => comboOf({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

  it("letters follow what is printed, digits the position", () => {
    expect(press("a", "KeyQ")).toBe("a");
    expect(press("&", "Digit1")).toBe("1");
    expect(press("A", "KeyA", { shiftKey: true })).toBe("shift+a");
    expect(press("?", "Slash", { shiftKey: true })).toBe("?");
    expect(press("z", "KeyZ", { metaKey: true })).toBe("ctrl+z");
    expect(press("a", "KeyA", { altKey: true })).toBeNull();
  });

  it("one key has one meaning, and none is taken from browsers or screen readers", () => {
    const keys = canvasCommands.flatMap((command) => command.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    expect(keys.filter((key) => /^(tab|insert|f\d+|alt.*|ctrl\+[ntwrlfd\d])$/.test(key))).toEqual([]);
  });
});
