import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import { Moving } from "./Moving";
import type { Input, PointerInput, State } from "./State";

/** The selection follows without a button held, for those who cannot drag: a click on a selected box's name tag begins it, the next click sets it. */
export class PlacingBox implements State {
  readonly name = "PlacingBox";
  readonly busy = true;
  private readonly moving: Moving;
  private pressed = false;

  constructor(from: PointerInput, editor: Editor) {
    this.moving = new Moving(from, editor);
    editor.hint("clickToSetBox");
  }

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "move":
        this.moving.on(input, editor);
        return this;
      case "down":
        this.pressed = true;
        return this;
      case "up":
        if (!this.pressed) return this;
        editor.hint(null);
        return this.moving.on(input, editor);
      case "escape":
        this.cancel(editor);
        return new Idle();
      default:
        return this;
    }
  }

  cancel(editor: Editor): void {
    this.moving.cancel(editor);
    editor.hint(null);
  }
}
