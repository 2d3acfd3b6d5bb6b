import type { ImagePoint } from "../space/points";
import { around } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, PointerInput, State } from "./State";

const Points = 4;

/**
 * Four clicks on the outermost points of a thing, in any order, make its box. Quicker than corners, which lie on nothing (Papadopoulos et al., "Extreme
 * clicking for efficient object annotation", 2017).
 */
export class FourPoints implements State {
  readonly name = "FourPoints";
  readonly busy = true;
  private readonly points: ImagePoint[];
  private pressed = false;

  constructor(first: PointerInput, editor: Editor) {
    this.points = [editor.cornerAt(first)];
    this.show(editor);
  }

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "move":
        editor.band(around([...this.points, editor.cornerAt(input)]), input.at);
        return this;
      case "down":
        this.pressed = true;
        return this;
      case "up":
        if (!this.pressed) return this;
        this.pressed = false;
        this.points.push(editor.cornerAt(input));
        if (this.points.length < Points) {
          this.show(editor);
          return this;
        }
        this.cancel(editor);
        editor.create(around(this.points));
        return new Idle();
      case "escape":
        this.cancel(editor);
        return new Idle();
      default:
        return this;
    }
  }

  cancel(editor: Editor): void {
    editor.band(null);
    editor.hint(null);
    editor.dots = [];
  }

  private show(editor: Editor): void {
    editor.dots = [...this.points];
    editor.band(around(this.points));
    editor.hint("clickOutermost");
  }
}
