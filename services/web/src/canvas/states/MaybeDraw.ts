import { insideAt, Slop } from "../space/hits";
import { distance } from "../space/points";
import type { Editor } from "../Editor";
import { Drawing } from "./Drawing";
import { Idle } from "./Idle";
import { FourPoints } from "./FourPoints";
import { Placing } from "./Placing";
import type { Input, PointerInput, State } from "./State";

/** Pressed, not yet moved: it becomes a drag, a selection, a ghost taken, or the first of two clicks. */
export class MaybeDraw implements State {
  readonly name = "MaybeDraw";
  readonly busy = true;

  constructor(private readonly pressed: PointerInput) {}

  on(input: Input, editor: Editor): State {
    if (input.type === "move" && distance(input.at, this.pressed.at) > Slop[this.pressed.kind]) {
      return editor.canDraw ? new Drawing(editor.cornerAt(this.pressed)).on(input, editor) : new Idle();
    }
    if (input.type === "up") return this.click(editor);
    return input.type === "escape" ? new Idle() : this;
  }

  cancel(): void {}

  private click(editor: Editor): State {
    const hit = editor.hit(this.pressed.at, this.pressed.kind);
    if (hit.kind === "plus") {
      editor.accept([hit.box]);
      return new Idle();
    }
    if (editor.clicks !== "corners" && editor.canDraw) {
      editor.select([]);
      return editor.clicks === "points" ? new FourPoints(this.pressed, editor) : new Placing(editor.cornerAt(this.pressed), editor);
    }
    const under = insideAt(editor.scene(), this.pressed.at);
    if (under.length > 0) {
      // Again in place: the next one under it.
      const now = under.findIndex((box) => editor.selection.has(box.id));
      editor.select([under[(now + 1) % under.length]!.id]);
      return new Idle();
    }
    if (editor.selection.size > 0) {
      editor.select([]);
      return new Idle();
    }
    return editor.canDraw ? new Placing(editor.cornerAt(this.pressed), editor) : new Idle();
  }
}
