import type { Box } from "../change/Box";
import { comesInto, ghostAreas, Slop } from "../space/hits";
import { distance, type ViewPoint } from "../space/points";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, PointerInput, State, SweepInput } from "./State";

/** A key that is down for less is pressed, not held: it acts where it went down, however the hand moves on meanwhile. */
const PressMilliseconds = 150;

/**
 * A key is held, no button: every ghost that the pointer comes into is taken, or every box deleted. What the pointer was in before does not count, so that of boxes
 * in one another only the smallest goes, nor what came since the key went down, which nobody has looked at. Each is changed at once, all are one step of undo. Esc
 * puts back; what else ends it (key up, a button, lost focus, another image) leaves what was passed over as it became.
 */
export class Sweeping implements State {
  readonly name = "Sweeping";
  /** Until something more was passed over this is a press of a key like any other: the next key is heard. */
  busy = false;
  private readonly seen: ReadonlySet<string>;
  private from: ViewPoint | null;
  private readonly stepsBefore: number;
  private readonly passed = new Set<string>();
  private moved = false;
  private count = 0;

  constructor(private readonly begun: SweepInput, editor: Editor) {
    this.from = begun.at;
    this.stepsBefore = editor.undoStack.size;
    this.seen = new Set(onOffer(begun, editor).map((box) => box.id));
    if (begun.act === "take") editor.onlyGhosts = this.seen;
    if (begun.first) this.change([begun.first], editor);
  }

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "move":
        this.pass(input, editor);
        return this;
      case "leave":
        // Where it comes in again it has passed over nothing in between.
        this.from = null;
        return this;
      case "release":
        return this.release(input.time, editor);
      case "escape":
        this.cancel(editor);
        if (this.count > 0) editor.undo();
        // A sweep begins with nothing selected.
        editor.select([]);
        return new Idle();
      default:
        return this;
    }
  }

  cancel(editor: Editor): void {
    editor.onlyGhosts = null;
    editor.undoStack.join(this.stepsBefore);
    if (this.busy) editor.hint(null);
  }

  private pass(input: PointerInput, editor: Editor): void {
    editor.hover(editor.hit(input.at, input.kind), input.at);
    const [from, to] = [this.from ?? input.at, input.at];
    this.from = to;
    this.moved ||= distance(to, this.begun.at) > Slop[input.kind];
    for (const box of this.targets(editor)) {
      const areas = this.begun.act === "take" ? ghostAreas(editor.view, box) : [editor.view.rectToView(box)];
      if (comesInto(areas, from, to)) this.passed.add(box.id);
    }
    if (this.isSweep(input.time)) this.sweep(editor);
  }

  private release(time: number, editor: Editor): State {
    if (this.isSweep(time)) this.sweep(editor);
    else if (!this.begun.first) this.begun.otherwise();
    this.cancel(editor);
    return new Idle();
  }

  private isSweep(time: number): boolean {
    return this.moved && time - this.begun.time >= PressMilliseconds;
  }

  private sweep(editor: Editor): void {
    const boxes = this.targets(editor).filter((box) => this.passed.has(box.id));
    if (boxes.length === 0) return;
    this.change(boxes, editor);
    this.busy = true;
    editor.hint({ act: this.begun.act, count: this.count });
  }

  private targets(editor: Editor): Box[] {
    return onOffer(this.begun, editor).filter((box) => this.seen.has(box.id));
  }

  private change(boxes: readonly Box[], editor: Editor): void {
    const free = boxes.filter((box) => !editor.locked.has(box.id));
    this.begun.act === "take" ? editor.accept(free) : editor.remove(free);
    this.count += free.length;
  }
}

function onOffer({ act }: SweepInput, editor: Editor): readonly Box[] {
  return act === "take" ? editor.nearlyMarked() : editor.visible().filter((box) => !editor.locked.has(box.id));
}
