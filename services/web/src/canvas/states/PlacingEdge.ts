import type { Editor } from "../Editor";
import { BetweenClicks } from "./BetweenClicks";
import type { EdgeGrip } from "./EdgeGrip";
import { Idle } from "./Idle";
import type { PointerInput, State } from "./State";

/** The side follows without a button held, for those who cannot drag; the next click sets it. */
export class PlacingEdge extends BetweenClicks {
  readonly name = "PlacingEdge";

  constructor(private readonly grip: EdgeGrip, editor: Editor) {
    super();
    editor.hint("clickToSetSide");
  }

  cancel(editor: Editor): void {
    editor.preview([]);
    editor.hint(null);
  }

  protected follow(input: PointerInput, editor: Editor): void {
    editor.preview([this.grip.at(input, editor)]);
  }

  protected click(input: PointerInput, editor: Editor): State {
    editor.hint(null);
    editor.change([this.grip.at(input, editor)], "resize");
    return new Idle();
  }
}
