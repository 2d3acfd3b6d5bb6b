import type { Editor } from "../Editor";
import type { Input, PointerInput, State } from "./State";

/** The image follows the pointer; a begun box goes on afterwards. */
export class Panning implements State {
  readonly name = "Panning";
  readonly busy: boolean;
  private last: PointerInput;

  constructor(pressed: PointerInput, private readonly before: State) {
    this.last = pressed;
    this.busy = before.busy;
  }

  on(input: Input, editor: Editor): State {
    if (input.type === "move") {
      editor.look(editor.view.panned(input.at.x - this.last.at.x, input.at.y - this.last.at.y));
      this.last = input;
      return this;
    }
    return input.type === "up" || input.type === "escape" ? this.before : this;
  }

  cancel(editor: Editor): void {
    this.before.cancel(editor);
  }
}
