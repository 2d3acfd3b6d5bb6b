import type { Editor } from "../Editor";
import type { Input, PointerInput, State, StateName } from "./State";

/** Begun by one click, ended by another: in between it follows the pointer without a button held, and Esc puts back. */
export abstract class BetweenClicks implements State {
  abstract readonly name: StateName;
  readonly busy = true;
  private pressed = false;

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "move":
        this.follow(input, editor);
        return this;
      case "down":
        this.pressed = true;
        return this;
      case "up":
        // The release of the click that began it is none of its own.
        if (!this.pressed) return this;
        this.pressed = false;
        return this.click(input, editor);
      case "escape":
        editor.cancel();
        return editor.state;
      default:
        return this;
    }
  }

  abstract cancel(editor: Editor): void;
  protected abstract follow(input: PointerInput, editor: Editor): void;
  protected abstract click(input: PointerInput, editor: Editor): State;
}
