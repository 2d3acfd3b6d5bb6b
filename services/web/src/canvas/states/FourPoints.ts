import type { Editor } from "../Editor";
import type { ImagePoint } from "../space/points";
import { around } from "../space/rects";
import { BetweenClicks } from "./BetweenClicks";
import { Idle } from "./Idle";
import type { PointerInput, State } from "./State";

const Points = 4;

/**
 * Four clicks on the outermost points of a thing, in any order, make its box. Quicker than corners, which lie on nothing (Papadopoulos et al., "Extreme
 * clicking for efficient object annotation", 2017).
 */
export class FourPoints extends BetweenClicks {
  readonly name = "FourPoints";
  private readonly points: ImagePoint[];

  constructor(first: PointerInput, editor: Editor) {
    super();
    this.points = [editor.cornerAt(first)];
    this.show(editor);
  }

  cancel(editor: Editor): void {
    editor.band(null);
    editor.hint(null);
    editor.dots = [];
  }

  protected follow(input: PointerInput, editor: Editor): void {
    editor.band(around([...this.points, editor.cornerAt(input)]), input.at);
  }

  protected click(input: PointerInput, editor: Editor): State {
    this.points.push(editor.cornerAt(input));
    if (this.points.length < Points) {
      this.show(editor);
      return this;
    }
    this.cancel(editor);
    editor.create(around(this.points));
    return new Idle();
  }

  private show(editor: Editor): void {
    editor.dots = [...this.points];
    editor.band(around(this.points));
    editor.hint("clickOutermost");
  }
}
