import { between } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, PointerInput, State } from "./State";

/** Shift and drag from empty ground: a frame that selects every box it touches. */
export class Framing implements State {
  readonly name = "Framing";
  readonly busy = true;

  constructor(private readonly pressed: PointerInput) {}

  on(input: Input, editor: Editor): State {
    if (input.type === "move" || input.type === "up") {
      const rect = between(editor.view.toImage(this.pressed.at), editor.view.toImage(input.at));
      editor.frame(input.type === "move" ? rect : null);
      if (input.type === "move") return this;
      editor.select(editor.scene().boxes.filter((box) =>
        box.x < rect.x + rect.width && box.x + box.width > rect.x && box.y < rect.y + rect.height && box.y + box.height > rect.y).map((box) => box.id));
      return new Idle();
    }
    if (input.type !== "escape") return this;
    this.cancel(editor);
    return new Idle();
  }

  cancel(editor: Editor): void {
    editor.frame(null);
  }
}
