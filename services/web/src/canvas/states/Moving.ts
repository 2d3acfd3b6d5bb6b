import type { Box } from "../change/Box";
import type { ImagePoint } from "../space/points";
import { moved } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, PointerInput, State } from "./State";

/** The whole selection follows the pointer, as one, and stays on the image. */
export class Moving implements State {
  readonly name = "Moving";
  readonly busy = true;
  private readonly boxes: readonly Box[];
  /** Where it was grabbed, in the image: it may be scrolled meanwhile. */
  private readonly from: ImagePoint;

  constructor(pressed: PointerInput, editor: Editor) {
    this.from = editor.view.toImage(pressed.at);
    this.boxes = editor.selected().filter((box) => !editor.locked.has(box.id));
  }

  on(input: Input, editor: Editor): State {
    if (input.type === "move") {
      editor.preview(this.at(input, editor));
      return this;
    }
    if (input.type === "up") {
      editor.change(this.at(input, editor), "move");
      return new Idle();
    }
    if (input.type !== "escape") return this;
    this.cancel(editor);
    return new Idle();
  }

  cancel(editor: Editor): void {
    editor.preview([]);
  }

  private at(input: PointerInput, editor: Editor): Box[] {
    const to = editor.view.toImage(input.at);
    let [dx, dy] = [to.x - this.from.x, to.y - this.from.y];
    if (input.shift) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
    // The one that meets the border first stops all of them.
    for (const box of this.boxes) {
      const stopped = moved(box, dx, dy, editor.view.image);
      [dx, dy] = [stopped.x - box.x, stopped.y - box.y];
    }
    return this.boxes.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy }));
  }
}
