import type { Box } from "../change/Box";
import { Slop } from "../space/hits";
import { distance } from "../space/points";
import type { Sides } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import { PlacingEdge } from "./PlacingEdge";
import { Resizing } from "./Resizing";
import { EdgeGrip } from "./EdgeGrip";
import type { Input, PointerInput, State } from "./State";

/** Pressed on a handle or an edge: a drag resizes, a click lets the side follow without a button held. */
export class PointingEdge implements State {
  readonly name = "PointingEdge";
  readonly busy = true;
  private readonly grip: EdgeGrip;

  constructor(private readonly pressed: PointerInput, box: Box, sides: Sides, editor: Editor) {
    this.grip = new EdgeGrip(box, sides, editor.view.toImage(pressed.at));
  }

  on(input: Input, editor: Editor): State {
    if (editor.locked.has(this.grip.box.id)) return input.type === "up" ? new Idle() : this;
    if (input.type === "move" && distance(input.at, this.pressed.at) > Slop[this.pressed.kind]) {
      return new Resizing(this.grip).on(input, editor);
    }
    if (input.type === "up") return new PlacingEdge(this.grip, editor);
    return input.type === "escape" ? new Idle() : this;
  }

  cancel(): void {}
}
