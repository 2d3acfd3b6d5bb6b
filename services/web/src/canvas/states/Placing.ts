import type { Editor } from "../Editor";
import type { ImagePoint } from "../space/points";
import { between } from "../space/rects";
import { BetweenClicks } from "./BetweenClicks";
import { Idle } from "./Idle";
import type { PointerInput, State } from "./State";

/** Two clicks instead of a drag: the first corner is set, the band follows, a click on the opposite corner makes the box. */
export class Placing extends BetweenClicks {
  readonly name = "Placing";

  constructor(private readonly corner: ImagePoint, editor: Editor) {
    super();
    editor.hint("clickOppositeCorner");
  }

  cancel(editor: Editor): void {
    editor.band(null);
    editor.hint(null);
  }

  protected follow(input: PointerInput, editor: Editor): void {
    editor.band(between(this.corner, editor.cornerAt(input)), input.at);
  }

  protected click(input: PointerInput, editor: Editor): State {
    this.cancel(editor);
    editor.create(between(this.corner, editor.cornerAt(input)));
    return new Idle();
  }
}
