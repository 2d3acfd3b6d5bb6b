import type { Editor } from "../Editor";
import { BetweenClicks } from "./BetweenClicks";
import { Moving } from "./Moving";
import type { PointerInput, State } from "./State";

/** The selection follows without a button held, for those who cannot drag: a click on a selected box's name tag begins it, the next click sets it. */
export class PlacingBox extends BetweenClicks {
  readonly name = "PlacingBox";
  private readonly moving: Moving;

  constructor(from: PointerInput, editor: Editor) {
    super();
    this.moving = new Moving(from, editor);
    editor.hint("clickToSetBox");
  }

  cancel(editor: Editor): void {
    this.moving.cancel(editor);
    editor.hint(null);
  }

  protected follow(input: PointerInput, editor: Editor): void {
    this.moving.on(input, editor);
  }

  protected click(input: PointerInput, editor: Editor): State {
    editor.hint(null);
    return this.moving.on(input, editor);
  }
}
