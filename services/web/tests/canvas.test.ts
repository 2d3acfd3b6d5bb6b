import { describe, expect, it } from "vitest";
import { view } from "../src/canvas/space/points";
import { Panning } from "../src/canvas/states/Panning";
import { chooseClass, deleteTargets } from "../src/work/boxActs";
import { box, scene } from "./scene";

describe("drawing", () => {
  it("a drag on empty ground makes one box and selects it", () => {
    const { editor, drag, only, changes } = scene();
    drag([100, 100], [300, 250]);
    expect(only()).toMatchObject({ x: 100, y: 100, width: 200, height: 150, mark: "mine" });
    expect([...editor.selection]).toEqual([only().id]);
    expect(changes).toHaveLength(1);
    expect(changes[0]!.origin).toBe("mine");
  });

  it("a drag up and to the left makes the same box", () => {
    const { drag, only } = scene();
    drag([300, 250], [100, 100]);
    expect(only()).toMatchObject({ x: 100, y: 100, width: 200, height: 150 });
  });

  it("two clicks on opposite corners make a box without a drag", () => {
    const { editor, click, only } = scene();
    click(100, 100);
    expect(editor.state.name).toBe("Placing");
    click(200, 180);
    expect(only()).toMatchObject({ x: 100, y: 100, width: 100, height: 80 });
    expect(editor.state.name).toBe("Idle");
  });

  it("inside a large box the box tool draws a small one", () => {
    const { editor, drag } = scene(box("large", 50, 50, 800, 600));
    drag([300, 300], [400, 380]);
    expect(editor.boxes.size).toBe(2);
    expect(editor.boxes.get("large")).toMatchObject({ x: 50, y: 50, width: 800, height: 600 });
  });

  it("a box too small is dropped with a hint", () => {
    const { editor, drag } = scene();
    drag([100, 100], [106, 101]);
    expect(editor.boxes.size).toBe(0);
    expect(editor.shownHint).toBe("tooSmall");
  });

  it("the pointer is held on the image, and near its border snaps to it", () => {
    const { drag, only } = scene();
    drag([4, 3], [1400, 500]);
    expect(only()).toMatchObject({ x: 0, y: 0, width: 1000, height: 500 });
  });

  it("Esc drops a begun box", () => {
    const { editor, send } = scene();
    send("down", 100, 100);
    send("move", 200, 200);
    editor.send({ type: "escape" });
    send("up", 200, 200);
    expect(editor.boxes.size).toBe(0);
    expect(editor.rubber).toBeNull();
  });

  it("panning in the middle keeps the begun box", () => {
    const { editor, send, only } = scene();
    send("down", 100, 100);
    send("move", 200, 200);
    editor.beginPan({ type: "down", at: view(500, 500), kind: "mouse", shift: false, swap: false, time: 0 });
    expect(editor.state).toBeInstanceOf(Panning);
    send("move", 510, 520);
    send("up", 510, 520);
    expect(editor.state.name).toBe("Drawing");
    send("up", 310, 320);
    expect(only()).toMatchObject({ x: 100, y: 100, width: 200, height: 200 });
  });
});

describe("selecting", () => {
  it("a click takes the smallest box, a second one the next under it", () => {
    const { editor, click } = scene(box("large", 100, 100, 500, 500), box("small", 200, 200, 100, 100));
    click(250, 250);
    expect([...editor.selection]).toEqual(["small"]);
    click(250, 250);
    expect([...editor.selection]).toEqual(["large"]);
  });

  it("a click on empty ground deselects, and sets no corner", () => {
    const { editor, click } = scene(box("a", 100, 100, 100, 100));
    editor.select(["a"]);
    click(700, 700);
    expect(editor.selection.size).toBe(0);
    expect(editor.state.name).toBe("Idle");
  });

  it("shift and drag selects all boxes it touches", () => {
    const { editor, drag } = scene(box("a", 100, 100, 50, 50), box("b", 200, 200, 50, 50), box("c", 700, 700, 50, 50));
    drag([60, 60], [220, 220], { shift: true });
    expect([...editor.selection].sort()).toEqual(["a", "b"]);
  });
});

describe("fixing", () => {
  it("in Fix the inside moves the box, and it stays on the image", () => {
    const { editor, drag, only } = scene(box("a", 100, 100, 100, 100));
    editor.tool = "fix";
    drag([150, 150], [50, 40]);
    expect(only()).toMatchObject({ x: 0, y: 0, width: 100, height: 100 });
  });

  it("several selected boxes stop together at the border", () => {
    const { editor, drag } = scene(box("a", 100, 100, 50, 50), box("b", 300, 100, 50, 50));
    editor.tool = "fix";
    editor.select(["a", "b"]);
    drag([320, 120], [20, 120]);
    expect(editor.boxes.get("a")).toMatchObject({ x: 0 });
    expect(editor.boxes.get("b")).toMatchObject({ x: 200 });
  });

  it("an edge follows from where it was grabbed, so nothing jumps", () => {
    const { drag, only } = scene(box("a", 100, 100, 200, 200));
    drag([303, 200], [353, 200]);
    expect(only()).toMatchObject({ x: 100, y: 100, width: 250, height: 200 });
  });

  it("past the opposite side the box turns over", () => {
    const { drag, only } = scene(box("a", 300, 300, 100, 100));
    drag([400, 350], [200, 350]);
    expect(only()).toMatchObject({ x: 200, y: 300, width: 100, height: 100 });
  });

  it("a click on an edge lets it follow without a button; the next click sets it", () => {
    const { editor, click, only } = scene(box("a", 100, 100, 200, 200));
    click(300, 200);
    expect(editor.state.name).toBe("PlacingEdge");
    click(400, 220);
    expect(only()).toMatchObject({ x: 100, width: 300, height: 200 });
  });

  it("Esc puts a moved edge back", () => {
    const { editor, send, only, changes } = scene(box("a", 100, 100, 200, 200));
    send("down", 300, 200);
    send("move", 380, 200);
    expect(editor.shown(only()).width).toBe(280);
    editor.send({ type: "escape" });
    expect(editor.shown(only()).width).toBe(200);
    expect(changes).toHaveLength(0);
  });

  it("a touched suggestion becomes a person's, its score stays on record", () => {
    const { drag, only } = scene(box("a", 100, 100, 200, 200, { mark: "suggested", score: 0.7 }));
    drag([300, 200], [340, 200]);
    expect(only()).toMatchObject({ mark: "edited", score: 0.7 });
  });

  it("a locked box stays where it is", () => {
    const { editor, drag, only } = scene(box("a", 100, 100, 200, 200));
    editor.locked.add("a");
    drag([300, 200], [380, 200]);
    editor.remove([only()]);
    expect(only()).toMatchObject({ width: 200 });
  });

  it("a lost pointer in the middle leaves everything as it was", () => {
    const { editor, send, only } = scene(box("a", 100, 100, 200, 200));
    editor.tool = "fix";
    send("down", 200, 200);
    send("move", 300, 300);
    editor.cancel();
    expect(editor.shown(only())).toMatchObject({ x: 100, y: 100 });
    expect(editor.state.name).toBe("Idle");
  });
});

describe("what is nearly marked", () => {
  const ghost = box("ghost", 300, 300, 200, 150, { mark: "suggested", score: 0.2, ghost: true });

  it("is taken as it is by a press on its plus", () => {
    const { editor, click, only, changes } = scene(ghost);
    click(500, 300);
    expect(only()).toMatchObject({ id: "ghost", x: 300, width: 200, mark: "accepted" });
    expect(changes).toHaveLength(1);
    expect(editor.visible()).toHaveLength(1);
    editor.undo();
    expect(editor.visible()).toHaveLength(0);
  });

  it("is taken where its plus lies on another box, whichever tool is in hand", () => {
    const { editor, click } = scene(box("large", 100, 100, 800, 600, { labelId: "bin" }), ghost);
    editor.tool = "fix";
    click(500, 300);
    expect(editor.boxes.get("ghost")).toMatchObject({ mark: "accepted" });
    expect(editor.boxes.get("large")).toMatchObject({ mark: "mine" });
  });

  it("does not stand in the way of drawing: a drag that begins on its plus draws", () => {
    const { editor, drag } = scene(ghost);
    drag([500, 300], [600, 420]);
    expect(editor.boxes.size).toBe(2);
    expect(editor.boxes.get("ghost")).toMatchObject({ mark: "suggested" });
  });

  it("gets another class by a digit while the pointer is on its plus, and goes by X", () => {
    const { editor, hover } = scene(ghost);
    hover(500, 300);
    chooseClass(editor, "bin");
    expect(editor.visible()).toMatchObject([{ labelId: "bin", mark: "edited" }]);
    editor.undo();
    editor.select([]);
    hover(501, 301);
    deleteTargets(editor);
    expect(editor.boxes.size).toBe(0);
  });

  it("has no plus while the person draws the line", () => {
    const { editor, click } = scene(ghost);
    editor.show(0.5);
    click(500, 300);
    expect(editor.boxes.get("ghost")).toMatchObject({ mark: "suggested" });
  });
});
