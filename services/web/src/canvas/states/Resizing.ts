import type { Editor } from "../Editor";
import type { EdgeGrip } from "./EdgeGrip";
import { Idle } from "./Idle";
import type { Input, State } from "./State";

/** The grabbed sides follow the pressed pointer. */
export class Resizing implements State {
  readonly name = "Resizing";
  readonly busy = true;

  constructor(private readonly grip: EdgeGrip) {}

  on(input: Input, editor: Editor): State {
    if (input.type === "move") {
      editor.preview([this.grip.at(input, editor)]);
      return this;
    }
    if (input.type === "up") {
      editor.change([this.grip.at(input, editor)], "resize");
      return new Idle();
    }
    if (input.type !== "escape") return this;
    this.cancel(editor);
    return new Idle();
  }

  cancel(editor: Editor): void {
    editor.preview([]);
  }
}
