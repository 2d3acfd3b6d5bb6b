import { between } from "../space/rects";
import { insideAt, Slop } from "../space/hits";
import type { ImagePoint } from "../space/points";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, PointerInput, State } from "./State";

/** Shift and drag from empty ground: a frame that adds every box it touches to the selection. */
export class Framing implements State {
  readonly name = "Framing";
  readonly busy = true;

  private readonly from: ImagePoint;
  private readonly before: readonly string[];

  constructor(pressed: PointerInput, editor: Editor) {
    this.from = editor.view.toImage(pressed.at);
    this.before = [...editor.selection];
  }

  on(input: Input, editor: Editor): State {
    if (input.type === "move" || input.type === "up") {
      const rect = between(this.from, editor.view.toImage(input.at));
      editor.frame(input.type === "move" ? rect : null);
      if (input.type === "move") return this;
      if (rect.width < editor.view.length(Slop[input.kind]) && rect.height < editor.view.length(Slop[input.kind])) return this.click(input, editor);
      const inside = editor.scene().boxes.filter((box) =>
        box.x < rect.x + rect.width && box.x + box.width > rect.x && box.y < rect.y + rect.height && box.y + box.height > rect.y);
      editor.select([...new Set([...this.before, ...inside.map((box) => box.id)])]);
      return new Idle();
    }
    if (input.type !== "escape") return this;
    this.cancel(editor);
    return new Idle();
  }

  /** Not moved: the smallest box here is added to the selection, or taken out of it. */
  private click(input: PointerInput, editor: Editor): State {
    const under = insideAt(editor.scene(), input.at)[0]?.id;
    if (under) editor.select(this.before.includes(under) ? this.before.filter((id) => id !== under) : [...this.before, under]);
    return new Idle();
  }

  cancel(editor: Editor): void {
    editor.frame(null);
  }
}
