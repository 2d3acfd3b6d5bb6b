import type { ImagePoint } from "../space/points";
import { between } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, State } from "./State";

/** Two clicks instead of a drag: the first corner is set, the band follows, a click on the opposite corner makes the box. */
export class Placing implements State {
  readonly name = "Placing";
  readonly busy = true;
  private pressed = false;

  constructor(private readonly corner: ImagePoint, editor: Editor) {
    editor.hint("clickOppositeCorner");
  }

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "move":
        editor.band(between(this.corner, editor.cornerAt(input)), input.at);
        return this;
      case "down":
        this.pressed = true;
        return this;
      case "up":
        if (!this.pressed) return this;
        this.cancel(editor);
        editor.create(between(this.corner, editor.cornerAt(input)));
        return new Idle();
      case "escape":
        this.cancel(editor);
        return new Idle();
      default:
        return this;
    }
  }

  cancel(editor: Editor): void {
    editor.band(null);
    editor.hint(null);
  }
}
