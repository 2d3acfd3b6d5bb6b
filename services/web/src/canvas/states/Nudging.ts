import { moved } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, State } from "./State";

/** Arrow keys move the selection by one image or one screen pixel, the larger; quick presses are one step of undo. */
export class Nudging implements State {
  readonly name = "Nudging";
  readonly busy = false;

  on(input: Input, editor: Editor): State {
    if (input.type !== "nudge") return new Idle().on(input, editor);
    const step = Math.max(1, editor.view.length(1)) * (input.large ? 10 : 1);
    const boxes = editor.selected().filter((box) => !editor.locked.has(box.id));
    editor.change(boxes.map((box) => ({ ...box, ...moved(box, input.dx * step, input.dy * step, editor.view.image) })), "nudge", input.time);
    return this;
  }

  cancel(): void {}
}
