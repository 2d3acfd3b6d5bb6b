import { describe, expect, it } from "vitest";
import { change } from "../src/canvas/change/ChangeSet";
import { ghostTarget } from "../src/canvas/ghostTarget";
import { comesInto } from "../src/canvas/space/hits";
import { view } from "../src/canvas/space/points";
import { box } from "./scene";
import { ghost, hand, Long, Short, suggested } from "./sweepHand";

describe("ghosts taken by a held key", () => {
  it("one under the pointer by a press, anywhere inside it", () => {
    const { to, down, up, accepted, editor } = hand([ghost("a", 100), ghost("b", 300)]);
    to(130, 130);
    down("e");
    expect(accepted()).toEqual(["a"]);
    up("e");
    expect(accepted()).toEqual(["a"]);
    expect(editor.state.name).toBe("Idle");
    expect(editor.selection.size).toBe(0);
  });

  it("all that the pointer passes over while the key is held, as one step", () => {
    const { to, down, up, wait, accepted, editor } = hand([ghost("a", 100), ghost("b", 300), ghost("c", 500), ghost("off the way", 300, 400)]);
    to(130, 130);
    down("e");
    wait(Long);
    to(330, 130);
    expect(accepted()).toEqual(["a", "b"]);
    expect(editor.shownHint).toEqual({ act: "take", count: 2 });
    to(530, 130);
    up("e");
    expect(accepted()).toEqual(["a", "b", "c"]);
    expect(editor.shownHint).toBeNull();
    editor.undo();
    expect(accepted()).toEqual([]);
    expect(editor.undoStack.canUndo).toBe(false);
    expect(editor.selection.size).toBe(0);
    editor.redo();
    expect(accepted()).toEqual(["a", "b", "c"]);
  });

  it("by their plus too, and only ghosts, not the suggestions between them", () => {
    const { to, down, up, wait, accepted } = hand([ghost("a", 100), suggested("between", 200, 100), ghost("b", 300, 140)]);
    to(130, 130);
    down("e");
    wait(Long);
    // Above the box, over the plus at its corner.
    to(365, 134);
    up("e");
    expect(accepted()).toEqual(["a", "b"]);
  });

  it("on empty ground the key waits: passing over a ghost begins the sweep", () => {
    const { to, down, up, wait, accepted } = hand([suggested("doubtful", 700, 500, 0.3), ghost("a", 100), ghost("b", 300)]);
    to(20, 130);
    down("e");
    expect(accepted()).toEqual([]);
    wait(Long);
    to(330, 130);
    up("e");
    expect(accepted().sort()).toEqual(["a", "b"]);
  });

  it("on empty ground a press, or a key that is held still, does what it did: the most doubtful suggestion", () => {
    for (const held of [Short, Long]) {
      const { to, down, up, wait, accepted, editor } = hand([suggested("doubtful", 700, 500, 0.3), suggested("sure", 500, 500), ghost("a", 100)]);
      to(20, 130);
      down("e");
      wait(held);
      up("e");
      expect(accepted()).toEqual(["doubtful"]);
      expect([...editor.selection]).toEqual(["sure"]);
    }
  });

  it("a sweep that meets nothing does nothing", () => {
    const { to, down, up, wait, accepted, editor } = hand([suggested("doubtful", 700, 500, 0.3), ghost("a", 100)]);
    to(20, 300);
    down("e");
    wait(Long);
    to(400, 300);
    up("e");
    expect(accepted()).toEqual([]);
    expect(editor.undoStack.canUndo).toBe(false);
  });

  it("with a selection, on a suggestion or without a pointer on the picture the key is as ever", () => {
    const boxes = () => [suggested("on", 500, 500), suggested("chosen", 700, 500), ghost("a", 100)];
    const chosen = hand(boxes());
    chosen.to(130, 130);
    chosen.editor.select(["chosen"]);
    chosen.down("e");
    expect(chosen.accepted()).toEqual(["chosen"]);
    expect(chosen.editor.state.name).toBe("Idle");
    const on = hand(boxes());
    on.to(530, 530);
    on.down("e");
    expect(on.accepted()).toEqual(["on"]);
    expect([...on.editor.selection]).toEqual(["chosen"]);
    const keysOnly = hand(boxes());
    keysOnly.down("e");
    expect(keysOnly.accepted()).toHaveLength(1);
    expect(keysOnly.editor.boxes.get("a")).toMatchObject({ mark: "suggested" });
  });

  it("of a ghost and a suggestion under the pointer the smaller one counts", () => {
    const around = hand([box("large", 50, 50, 400, 400, { mark: "suggested", score: 0.8, labelId: "bin" }), ghost("a", 100)]);
    around.to(130, 130);
    around.down("e");
    expect(around.accepted()).toEqual(["a"]);
    const within = hand([box("small", 120, 120, 20, 20, { mark: "suggested", score: 0.8, labelId: "bin" }), ghost("a", 100)]);
    within.to(130, 130);
    within.down("e");
    expect(within.accepted()).toEqual(["small"]);
  });

  it("none comes while the key is down: nobody would have looked at it", () => {
    // Five are offered beside one box, a sixth only when there are six boxes.
    const { to, down, up, wait, accepted, editor } = hand([0, 1, 2, 3, 4, 5].map((i) => ghost(`${i}`, 100 + 100 * i, 100, { score: 0.4 - i / 100 })));
    expect(editor.nearlyMarked()).toHaveLength(5);
    to(130, 130);
    down("e");
    wait(Long);
    to(530, 130);
    to(700, 130);
    expect(accepted()).toEqual(["0", "1", "2", "3", "4"]);
    expect(editor.nearlyMarked()).toEqual([]);
    up("e");
    expect(editor.nearlyMarked().map((one) => one.id)).toEqual(["5"]);
  });
});

it("what stands beside the picture hears that others may come again", () => {
  const { to, down, up, editor } = hand([ghost("a", 100), ghost("b", 300)]);
  to(130, 130);
  down("e");
  const face = editor.face();
  up("e");
  expect(editor.face()).not.toBe(face);
});

it("a ghost is named under the pointer, not under a hand that draws", () => {
  const { to, send, editor } = hand([ghost("a", 100)]);
  to(20, 20);
  send("down", 20, 20);
  to(130, 130);
  expect(ghostTarget(editor)).toBeNull();
  editor.cancel();
  to(131, 131);
  expect(ghostTarget(editor)).toMatchObject({ id: "a" });
  editor.select(["a"]);
  expect(ghostTarget(editor)).toBeNull();
});

describe("boxes deleted by a held key", () => {
  it("each that the pointer comes into, as one step", () => {
    const { to, down, up, wait, ids, editor, changes } = hand([box("a", 100, 100, 60, 60), box("b", 300, 100, 60, 60), box("c", 300, 400, 60, 60)]);
    to(130, 130);
    down("x");
    expect(ids()).toEqual(["b", "c"]);
    wait(Long);
    to(330, 130);
    expect(ids()).toEqual(["c"]);
    expect(editor.shownHint).toEqual({ act: "delete", count: 2 });
    up("x");
    expect(changes).toHaveLength(2);
    editor.undo();
    expect(ids().sort()).toEqual(["a", "b", "c"]);
    expect(editor.undoStack.canUndo).toBe(false);
  });

  it("a quick press deletes one, wherever the hand goes meanwhile; Delete is the same key", () => {
    for (const key of ["x", "Delete"]) {
      const { to, down, up, wait, ids } = hand([box("a", 100, 100, 60, 60), box("b", 180, 100, 60, 60)]);
      to(130, 130);
      down(key);
      wait(Short);
      to(200, 130);
      up(key);
      expect(ids()).toEqual(["b"]);
    }
  });

  it("what was passed over in the first moment counts when the key stays down", () => {
    const { to, down, up, wait, ids } = hand([box("a", 100, 100, 60, 60), box("b", 300, 100, 60, 60)]);
    to(130, 130);
    down("x");
    wait(Short);
    to(500, 130);
    expect(ids()).toEqual(["b"]);
    wait(Long);
    up("x");
    expect(ids()).toEqual([]);
  });

  it("of boxes in one another only the smallest goes, until the pointer comes into the other from outside", () => {
    const { to, down, up, wait, ids } = hand([box("large", 100, 100, 400, 400), box("one", 150, 150, 60, 60), box("two", 350, 150, 60, 60)]);
    to(180, 180);
    down("x");
    wait(Long);
    to(380, 180);
    expect(ids()).toEqual(["large"]);
    to(700, 180);
    expect(ids()).toEqual(["large"]);
    to(300, 300);
    up("x");
    expect(ids()).toEqual([]);
  });

  it("not those that are locked or hidden, and no ghost", () => {
    const { to, down, up, wait, ids, editor } = hand([box("a", 100, 100, 60, 60), box("locked", 200, 100, 60, 60), box("hidden", 300, 100, 60, 60), ghost("ghost", 400), box("last", 500, 100, 60, 60)]);
    editor.locked.add("locked");
    editor.hidden.add("hidden");
    to(130, 130);
    down("x");
    wait(Long);
    to(530, 130);
    up("x");
    expect(ids().sort()).toEqual(["ghost", "hidden", "locked"]);
    to(230, 130);
    down("x");
    up("x");
    expect(ids()).toContain("locked");
  });

  it("not what somebody else added meanwhile", () => {
    const { to, down, up, wait, ids, editor } = hand([box("a", 100, 100, 60, 60), box("b", 500, 100, 60, 60)]);
    to(130, 130);
    down("x");
    wait(Long);
    editor.commit(change({ origin: "remote", created: [box("theirs", 300, 100, 60, 60)] }), "remote");
    to(530, 130);
    up("x");
    expect(ids()).toEqual(["theirs"]);
  });

  it("a selection goes by one press, and no sweep begins", () => {
    const { to, down, up, wait, ids, editor } = hand([box("a", 100, 100, 60, 60), box("b", 300, 100, 60, 60), box("chosen", 500, 400, 60, 60)]);
    to(130, 130);
    editor.select(["chosen"]);
    down("x");
    wait(Long);
    to(330, 130);
    up("x");
    expect(ids()).toEqual(["a", "b"]);
  });

  it("on empty ground the key waits for a box; pressed there it says that there is none", () => {
    const { to, down, up, wait, ids, said } = hand([box("a", 100, 100, 60, 60)]);
    to(20, 20);
    down("x");
    wait(Short);
    up("x");
    expect(said).toHaveBeenCalledOnce();
    down("x");
    wait(Long);
    to(130, 130);
    up("x");
    expect(ids()).toEqual([]);
    expect(said).toHaveBeenCalledOnce();
  });
});

describe("the way of the pointer", () => {
  const area = { x: 100, y: 100, width: 4, height: 4 };
  it("crosses a small box between two positions far apart", () => {
    expect(comesInto([area], view(0, 0), view(500, 500))).toBe(true);
    expect(comesInto([area], view(102, 0), view(102, 500))).toBe(true);
    expect(comesInto([area], view(500, 103), view(0, 101))).toBe(true);
  });

  it("does not come near is not into, nor is out, nor is staying inside", () => {
    expect(comesInto([area], view(0, 0), view(500, 420))).toBe(false);
    expect(comesInto([area], view(105, 0), view(105, 500))).toBe(false);
    expect(comesInto([area], view(0, 102), view(99, 102))).toBe(false);
    expect(comesInto([area], view(102, 102), view(500, 500))).toBe(false);
    expect(comesInto([area], view(102, 102), view(103, 103))).toBe(false);
  });
});
