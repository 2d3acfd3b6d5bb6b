import { describe, expect, it } from "vitest";
import type { Label } from "../src/api/types";
import { noClass } from "../src/commands/classCommands";
import { isOfLetter, type Command } from "../src/commands/Command";
import { asUsual, bound, clashes, forOtherHand, rebound } from "../src/commands/keyMap";
import { canvasCommands } from "../src/work/canvasCommands";
import { doubtBy } from "../src/work/doubt";
import { box, scene } from "./scene";

const nudge = (dx: number, dy: number, large = false) => ({ type: "nudge" as const, dx, dy, large, time: 0 });

describe("boxes by keys", () => {
  it("N makes a box in the middle, arrows move its corner, Enter keeps it as one step", () => {
    const { editor, only, changes } = scene();
    editor.newByKeys();
    expect(editor.state.name).toBe("EdgeKeys");
    editor.send(nudge(1, 1, true));
    editor.send({ type: "keep" });
    expect(only()).toMatchObject({ x: 375, y: 300, width: 260, height: 210, mark: "mine" });
    expect(changes).toHaveLength(1);
    editor.undo();
    expect(editor.boxes.size).toBe(0);
  });

  it("Enter takes a box's corners in turn, S goes to the next, Esc puts everything back", () => {
    const { editor, only } = scene(box("a", 100, 100, 200, 200));
    editor.select(["a"]);
    editor.editByKeys();
    editor.send(nudge(-1, 0, true));
    editor.send({ type: "corner" });
    editor.send(nudge(-1, 0, true));
    expect(editor.shown(only())).toMatchObject({ x: 90, width: 200 });
    editor.send({ type: "escape" });
    expect(editor.shown(only())).toMatchObject({ x: 100, width: 200 });
    expect(editor.state.name).toBe("Idle");
  });

  it("a corner pushed past the opposite one turns the box over and stays in hand", () => {
    const { editor, only } = scene(box("a", 100, 100, 30, 30));
    editor.select(["a"]);
    editor.editByKeys();
    for (let i = 0; i < 5; i += 1) editor.send(nudge(-1, 0, true));
    editor.send(nudge(1, 0));
    editor.send({ type: "keep" });
    expect(only()).toMatchObject({ x: 81, width: 19 });
  });

  it("a locked box is not changed by keys either", () => {
    const { editor } = scene(box("a", 100, 100, 200, 200));
    editor.locked.add("a");
    editor.select(["a"]);
    editor.editByKeys();
    expect(editor.state.name).toBe("Idle");
  });
});

it("a digit that no class has says which there are", () => {
  const classes = (...keys: (string | null)[]) => keys.map((key) => ({ key })) as Label[];
  expect(noClass("7", classes("0", "2", null, "1"))).toBe("No class has the digit 7: there are 1, 2 and 0.");
  expect(noClass("7", classes("1"))).toBe("No class has the digit 7: there is only 1.");
  expect(noClass("1", classes(null))).toBe("No class has a digit: give them some in Settings.");
});

describe("drawing by clicks", () => {
  it("four clicks on the outermost points, in any order, make the box around them", () => {
    const { editor, click, only } = scene();
    editor.clicks = "points";
    for (const [x, y] of [[300, 100], [200, 180], [310, 260], [420, 170]] as const) click(x, y);
    expect(only()).toMatchObject({ x: 200, y: 100, width: 220, height: 160 });
    expect(editor.dots).toEqual([]);
  });

  it("with two clicks everywhere a click inside a box sets a corner too", () => {
    const { editor, click } = scene(box("large", 50, 50, 800, 600));
    editor.clicks = "cornersOnly";
    click(300, 300);
    click(400, 380);
    expect(editor.boxes.size).toBe(2);
  });

  it("a second click on a name tag lets the box follow; the next click sets it", () => {
    const { editor, click, only } = scene(box("a", 100, 100, 200, 200));
    click(130, 90);
    expect(editor.state.name).toBe("Idle");
    click(130, 90);
    expect(editor.state.name).toBe("PlacingBox");
    click(180, 120);
    expect(only()).toMatchObject({ x: 150, y: 130, width: 200 });
  });

  it("Shift and a drag over empty ground add boxes to the selection", () => {
    const { editor, drag, click } = scene(box("a", 100, 100, 50, 50), box("b", 300, 100, 50, 50), box("far", 800, 600, 50, 50));
    editor.tool = "fix";
    click(825, 625);
    drag([60, 60], [360, 180], { shift: true });
    expect([...editor.selection].sort()).toEqual(["a", "b", "far"]);
  });
});

describe("a person's keys", () => {
  const keysOf = (commands: readonly Command<never>[], id: string) => commands.find((command) => command.id === id)!.keys;
  const commands = canvasCommands as unknown as readonly Command<never>[];

  it("a changed key takes the place of the first, the others stay; who had it gives it up", () => {
    expect(clashes(commands, "accept", "x").map((command) => command.id)).toEqual(["delete"]);
    const keys = rebound(commands, {}, "accept", "x");
    const mine = bound(commands, keys);
    expect(keysOf(mine, "accept")).toEqual(["x"]);
    expect(keysOf(mine, "delete")).toEqual(["delete"]);
    expect(clashes(mine, "accept", "x")).toEqual([]);
    expect(keysOf(bound(commands, rebound(commands, {}, "delete", "j")), "delete")).toEqual(["j", "delete"]);
    expect(asUsual(keys, "accept")).toEqual({ delete: ["delete"] });
  });

  it("the other hand's keys change places and clash with nothing", () => {
    const mine = bound(commands, forOtherHand(commands));
    expect(keysOf(mine, "accept")).toEqual(["l"]);
    expect(keysOf(mine, "lock")).toEqual(["a"]);
    expect(keysOf(mine, "delete")).toEqual(["m", "delete"]);
    const all = mine.flatMap((command) => command.keys);
    expect(new Set(all).size).toBe(all.length);
  });

  it("no two commands share a usual key", () => {
    const all = commands.flatMap((command) => command.keys);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("doubt as a word", () => {
  it("comes from what was measured on held-back images, else from the raw score", () => {
    const doubt = doubtBy([
      { from: 0.3, to: 0.4, detections: 50, precision: 0.97 }, { from: 0.8, to: 0.9, detections: 40, precision: 0.6 }, { from: 0.9, to: 1, detections: 12, precision: 0.1 },
    ]);
    expect(doubt(0.35).word).toBe("sure");
    expect(doubt(0.85).word).toBe("check");
    expect(doubt(0.95).word).toBe("sure");
    expect(doubt(0.6).word).toBe("likely");
    expect(doubt(0.95).why).toContain("Too few");
  });
});

it("of letters switched off only what would do nothing is hidden", () => {
  expect(["a", "A", "Shift+A", "shift+s", "1", ","].every(isOfLetter)).toBe(true);
  expect(["Ctrl+Z", "ctrl+k", "Enter", "Delete", "Ctrl+Shift+Z", "←", "Shift+→"].some(isOfLetter)).toBe(false);
});
