import type { Box } from "../change/Box";
import { Slop } from "../space/hits";
import { distance } from "../space/points";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import { Moving } from "./Moving";
import { PlacingBox } from "./PlacingBox";
import type { Input, PointerInput, State } from "./State";

/** Pressed on a box: selected at once, moved when the pointer moves. */
export class Pointing implements State {
  readonly name = "Pointing";
  readonly busy = true;
  private readonly wasSelected: boolean;

  constructor(private readonly pressed: PointerInput, private readonly box: Box, editor: Editor, private readonly onTag = false) {
    this.wasSelected = editor.selection.has(box.id);
    if (pressed.shift) {
      editor.select(this.wasSelected ? [...editor.selection].filter((id) => id !== box.id) : [...editor.selection, box.id]);
    } else if (!this.wasSelected) {
      editor.select([box.id]);
    }
  }

  on(input: Input, editor: Editor): State {
    if (input.type === "move" && distance(input.at, this.pressed.at) > Slop[this.pressed.kind]) {
      return new Moving(this.pressed, editor).on(input, editor);
    }
    if (input.type === "up") {
      const wasAlone = editor.selection.size === 1;
      if (this.wasSelected && !this.pressed.shift) editor.select([this.box.id]);
      return this.onTag && this.wasSelected && wasAlone && !this.pressed.shift && !editor.locked.has(this.box.id) ? new PlacingBox(this.pressed, editor) : new Idle();
    }
    return input.type === "escape" ? new Idle() : this;
  }

  cancel(): void {}
}
