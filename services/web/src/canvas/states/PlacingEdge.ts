import type { Editor } from "../Editor";
import type { EdgeGrip } from "./EdgeGrip";
import { Idle } from "./Idle";
import type { Input, State } from "./State";

/** The side follows without a button held, for those who cannot drag; the next click sets it. */
export class PlacingEdge implements State {
  readonly name = "PlacingEdge";
  readonly busy = true;
  private pressed = false;

  constructor(private readonly grip: EdgeGrip, editor: Editor) {
    editor.hint("clickToSetSide");
  }

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "move":
        editor.preview([this.grip.at(input, editor)]);
        return this;
      case "down":
        this.pressed = true;
        return this;
      case "up":
        if (!this.pressed) return this;
        editor.hint(null);
        editor.change([this.grip.at(input, editor)], "resize");
        return new Idle();
      case "escape":
        this.cancel(editor);
        return new Idle();
      default:
        return this;
    }
  }

  cancel(editor: Editor): void {
    editor.preview([]);
    editor.hint(null);
  }
}
