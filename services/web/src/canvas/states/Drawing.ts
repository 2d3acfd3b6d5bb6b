import type { ImagePoint } from "../space/points";
import { between } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, State } from "./State";

/** A rubber band from the first corner to the pointer; release makes the box. */
export class Drawing implements State {
  readonly name = "Drawing";
  readonly busy = true;

  constructor(private readonly corner: ImagePoint) {}

  on(input: Input, editor: Editor): State {
    if (input.type === "move" || input.type === "up") {
      const rect = between(this.corner, editor.cornerAt(input));
      if (input.type === "move") {
        editor.band(rect, input.at);
        return this;
      }
      editor.band(null);
      editor.create(rect);
      return new Idle();
    }
    if (input.type !== "escape") return this;
    this.cancel(editor);
    return new Idle();
  }

  cancel(editor: Editor): void {
    editor.band(null);
  }
}
