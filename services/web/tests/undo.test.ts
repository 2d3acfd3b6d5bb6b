import { describe, expect, it } from "vitest";
import { change } from "../src/canvas/change/ChangeSet";
import { box, scene } from "./scene";

describe("undo", () => {
  it("takes back and brings again every act in turn", () => {
    const { editor, drag } = scene();
    drag([100, 100], [200, 200]);
    drag([400, 100], [500, 200]);
    editor.remove(editor.boxes.all().slice(0, 1));
    const at = () => editor.boxes.all().map((one) => one.x).sort((a, b) => a - b);
    expect(at()).toEqual([400]);
    expect(editor.undo()).toBe(true);
    expect(at()).toEqual([100, 400]);
    editor.undo();
    editor.undo();
    expect(at()).toEqual([]);
    expect(editor.undo()).toBe(false);
    editor.redo();
    editor.redo();
    expect(at()).toEqual([100, 400]);
  });

  it("says every undo as a change of its own, so that it is saved", () => {
    const { editor, drag, changes, only } = scene();
    drag([100, 100], [200, 200]);
    const id = only().id;
    editor.undo();
    expect(changes.at(-1)!.deleted.map((one) => one.id)).toEqual([id]);
  });

  it("a quick run of nudges is one step, a later one another", () => {
    const { editor, only } = scene(box("a", 100, 100, 50, 50));
    editor.select(["a"]);
    for (const time of [0, 200, 400]) editor.send({ type: "nudge", dx: 1, dy: 0, large: false, time });
    editor.send({ type: "nudge", dx: 0, dy: 1, large: true, time: 2000 });
    expect(only()).toMatchObject({ x: 103, y: 110 });
    editor.undo();
    expect(only()).toMatchObject({ x: 103, y: 100 });
    editor.undo();
    expect(only()).toMatchObject({ x: 100, y: 100 });
  });

  it("a new act ends what could be brought again", () => {
    const { editor, drag } = scene();
    drag([100, 100], [200, 200]);
    editor.undo();
    drag([400, 100], [500, 200]);
    expect(editor.redo()).toBe(false);
  });

  it("leaves alone what somebody else changed since, and says so", () => {
    const { editor, drag, only } = scene(box("a", 100, 100, 200, 200));
    drag([300, 200], [350, 200]);
    const mine = only();
    editor.commit(change({ origin: "remote", updated: [{ before: mine, after: { ...mine, x: 40 } }] }), "remote");
    editor.undo();
    expect(only()).toMatchObject({ x: 40, width: 250 });
    expect(editor.shownHint).toBe("leftAsIs");
  });

  it("never takes back what others did", () => {
    const { editor } = scene();
    editor.commit(change({ origin: "remote", created: [box("theirs", 1, 1, 20, 20)] }), "remote");
    expect(editor.undo()).toBe(false);
    expect(editor.boxes.has("theirs")).toBe(true);
  });
});

describe("show from", () => {
  const suggested = (id: string, x: number, score: number, more = {}) => box(id, x, 0, 50, 50, { mark: "suggested", score, ...more });

  it("hides less sure suggestions, never a person's boxes", () => {
    const { editor } = scene(suggested("sure", 0, 0.9), suggested("doubtful", 100, 0.2), box("mine", 200, 0, 50, 50));
    editor.show(0.5);
    expect(editor.visible().map((one) => one.id).sort()).toEqual(["mine", "sure"]);
    expect(editor.belowShown().map((one) => one.id)).toEqual(["doubtful"]);
  });

  it("what the model nearly marked appears only when the line is drawn below it", () => {
    const { editor } = scene(suggested("solid", 0, 0.6), suggested("nearly", 100, 0.2, { ghost: true }));
    expect(editor.visible().map((one) => one.id)).toEqual(["solid"]);
    expect(editor.line).toBe(0.6);
    editor.show(0.15);
    expect(editor.visible().map((one) => one.id).sort()).toEqual(["nearly", "solid"]);
  });

  it("what the model nearly marked is offered once a thing, surest first, and never where a box lies already", () => {
    const nearly = (id: string, x: number, score: number) => suggested(id, x, score, { ghost: true });
    const { editor, drag } = scene(suggested("solid", 0, 0.9), nearly("on the solid", 4, 0.4), nearly("beside", 100, 0.3), nearly("beside again", 104, 0.2), nearly("far", 300, 0.1),
      box("around the solid", 0, 0, 95, 90, { mark: "suggested", score: 0.15, ghost: true }));
    const offered = () => editor.nearlyMarked().map((one) => one.id);
    expect(offered()).toEqual(["beside", "far"]);
    editor.tool = "box";
    drag([300, 1], [349, 49]);
    expect(offered()).toEqual(["beside"]);
    editor.remove([editor.boxes.get("solid")!]);
    expect(offered()).toEqual(["on the solid", "beside"]);
    // Another class may well lie within.
    editor.change([{ ...editor.boxes.get("on the solid")!, labelId: "bin", mark: "accepted" }], "relabel");
    expect(offered()).toEqual(["beside", "around the solid"]);
  });

  it("as many near misses as boxes are offered, and a few where there are few", () => {
    const many = (count: number, y: number, more = {}) => Array.from({ length: count }, (_, i) => box(`${y} ${i}`, 60 * i, y, 50, 50, { mark: "suggested", score: 0.5 - i / 100, ...more }));
    expect(scene(...many(1, 0), ...many(14, 100, { ghost: true })).editor.nearlyMarked()).toHaveLength(5);
    expect(scene(...many(9, 0), ...many(14, 100, { ghost: true })).editor.nearlyMarked()).toHaveLength(9);
  });

  it("hidden boxes cannot be hit, selected or deleted", () => {
    const { editor, hover } = scene(suggested("doubtful", 100, 0.2));
    editor.show(0.5);
    hover(125, 25);
    expect(editor.keyTarget()).toEqual([]);
  });
});
