import type { Box } from "../change/Box";
import type { ImagePoint } from "../space/points";
import { onImage, resized, type Sides } from "../space/rects";
import type { Editor } from "../Editor";
import type { PointerInput } from "./State";

/** The grabbed sides of a box and how far from them it was grabbed, so that nothing jumps. */
export class EdgeGrip {
  private readonly dx: number;
  private readonly dy: number;

  constructor(readonly box: Box, private readonly sides: Sides, at: ImagePoint) {
    this.dx = sides.x === 0 ? 0 : (sides.x < 0 ? box.x : box.x + box.width) - at.x;
    this.dy = sides.y === 0 ? 0 : (sides.y < 0 ? box.y : box.y + box.height) - at.y;
  }

  /** The box with the grabbed sides at the pointer; past the opposite side it is turned over. */
  at(input: PointerInput, editor: Editor): Box {
    const pointer = editor.view.toImage(input.at);
    const to = onImage({ ...pointer, x: pointer.x + this.dx, y: pointer.y + this.dy }, editor.view.image, input.swap ? 0 : editor.snap);
    return { ...this.box, ...resized(this.box, this.sides, to) };
  }
}
