import { describe, expect, it, vi } from "vitest";
import * as preferences from "../src/preferences/preferences";
import { canvasCommands } from "../src/work/canvasCommands";
import { box } from "./scene";
import { ghost, hand, Long, Short, suggested } from "./sweepHand";

describe("the end of a sweep", () => {
  const begun = () => {
    const it = hand([ghost("a", 100), ghost("b", 300), ghost("c", 500)]);
    it.to(130, 130);
    it.down("e");
    it.wait(Long);
    it.to(330, 130);
    expect(it.accepted()).toEqual(["a", "b"]);
    return it;
  };

  it("Esc puts back what it did; the key that is still down does nothing more", () => {
    const { down, to, up, accepted, editor } = begun();
    down("Escape");
    expect(accepted()).toEqual([]);
    expect(editor.selection.size).toBe(0);
    to(530, 130);
    up("e");
    expect(accepted()).toEqual([]);
    expect(editor.state.name).toBe("Idle");
  });

  it("lost focus leaves what was passed over, and decides nothing on ground", () => {
    const { keyboard, to, accepted, editor } = begun();
    keyboard.lose();
    to(530, 130);
    expect(accepted()).toEqual(["a", "b"]);
    expect(editor.shownHint).toBeNull();
    editor.undo();
    expect(accepted()).toEqual([]);
    const armed = hand([suggested("doubtful", 700, 500), ghost("a", 100)]);
    armed.to(20, 20);
    armed.down("e");
    armed.keyboard.lose();
    expect(armed.accepted()).toEqual([]);
  });

  it("another image or a press of a button leaves what was passed over", () => {
    const { editor, to, up, accepted } = begun();
    editor.cancel();
    to(530, 130);
    up("e");
    expect(accepted()).toEqual(["a", "b"]);
    editor.undo();
    expect(accepted()).toEqual([]);
  });

  it("a pointer that leaves the picture and comes back elsewhere has passed over nothing between", () => {
    const { editor, to, accepted } = begun();
    editor.send({ type: "leave" });
    to(800, 130);
    expect(accepted()).toEqual(["a", "b"]);
    to(530, 130);
    expect(accepted()).toEqual(["a", "b", "c"]);
  });
});

describe("keys and a sweep", () => {
  it("a key that repeats decides nothing, only the way of the pointer does", () => {
    const { to, down, wait, ids } = hand([box("large", 50, 50, 300, 300), box("a", 100, 100, 60, 60)]);
    to(130, 130);
    down("x");
    for (let i = 0; i < 5; i += 1) {
      wait(Long);
      down("x", true);
    }
    expect(ids()).toEqual(["large"]);
  });

  it("a person's own keys sweep, the usual ones then do not", () => {
    const { to, down, up, wait, accepted, ids } = hand([ghost("a", 100), ghost("b", 300), box("c", 300, 400, 60, 60), box("d", 500, 400, 60, 60)], { "accept-one": ["o"], delete: ["m"] });
    to(130, 130);
    down("e");
    wait(Long);
    to(330, 130);
    up("e");
    expect(accepted()).toEqual([]);
    down("o");
    wait(Long);
    to(130, 130);
    up("o");
    expect(accepted().sort()).toEqual(["a", "b"]);
    to(330, 430);
    down("m");
    wait(Long);
    to(530, 430);
    up("m");
    expect(ids().sort()).toEqual(["a", "b"]);
  });

  it("letters that are switched off sweep nothing, Delete does", () => {
    const usual = preferences.preferences();
    const off = vi.spyOn(preferences, "preferences").mockReturnValue({ ...usual, letters: false });
    const { to, down, up, wait, accepted, ids } = hand([ghost("a", 100), ghost("b", 300), box("c", 300, 400, 60, 60), box("d", 500, 400, 60, 60)]);
    to(130, 130);
    down("e");
    wait(Long);
    to(330, 130);
    up("e");
    expect(accepted()).toEqual([]);
    to(330, 430);
    down("Delete");
    wait(Long);
    to(530, 430);
    up("Delete");
    expect(ids()).toEqual(["a", "b"]);
    off.mockRestore();
  });

  it("decisions wait while a sweep is on, not while a key is only just down", () => {
    const { to, down, wait, room, pulse, ids } = hand([box("a", 100, 100, 60, 60), box("b", 300, 100, 60, 60)]);
    to(130, 130);
    down("x");
    wait(Long);
    to(330, 130);
    down("a");
    expect(pulse).toHaveBeenCalledOnce();
    expect(room.accept).not.toHaveBeenCalled();
    const quick = hand([box("a", 100, 100, 60, 60), box("b", 300, 100, 60, 60)]);
    quick.to(130, 130);
    quick.down("x");
    quick.wait(Short);
    quick.down("a");
    expect(quick.room.accept).toHaveBeenCalledOnce();
    quick.wait(Long);
    quick.to(330, 130);
    expect(quick.ids()).toEqual(["b"]);
    expect(ids()).toEqual([]);
  });

  it("a key that waits on empty ground comes first when the next goes down before it is up", () => {
    const { to, down, accepted, room } = hand([suggested("doubtful", 700, 500, 0.3), ghost("a", 100)]);
    to(20, 20);
    down("e");
    down("a");
    expect(accepted()).toEqual(["doubtful"]);
    expect(room.accept).toHaveBeenCalledOnce();
  });

  it("from the palette or a menu it is one act, whatever the pointer does next", () => {
    const { to, wait, ids, room } = hand([box("a", 100, 100, 60, 60), box("b", 300, 100, 60, 60)]);
    to(130, 130);
    canvasCommands.find((command) => command.id === "delete")!.run(room);
    wait(Long);
    to(330, 130);
    expect(ids()).toEqual(["b"]);
  });
});
