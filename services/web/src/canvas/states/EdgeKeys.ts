import type { Box } from "../change/Box";
import type { ImagePoint, Rect } from "../space/points";
import { onImage, resized, type Sides } from "../space/rects";
import type { Editor } from "../Editor";
import { Idle } from "./Idle";
import type { Input, State } from "./State";

const Corners: readonly Sides[] = [{ x: 1, y: 1 }, { x: -1, y: 1 }, { x: -1, y: -1 }, { x: 1, y: -1 }];

/** A box made or changed by keys alone: arrows move the active corner, S goes to the next corner, Enter keeps, Esc puts back. */
export class EdgeKeys implements State {
  readonly name = "EdgeKeys";
  readonly busy = true;
  private corner = 0;

  /** `box` null: a new one, from `rect` on. */
  constructor(private readonly box: Box | null, private rect: Rect, editor: Editor) {
    editor.hint("edgeKeys");
    this.show(editor);
  }

  on(input: Input, editor: Editor): State {
    switch (input.type) {
      case "nudge": {
        const step = Math.max(1, editor.view.length(1)) * (input.large ? 10 : 1);
        const at = this.active();
        const to = onImage({ ...at, x: at.x + input.dx * step, y: at.y + input.dy * step }, editor.view.image);
        const turned = resized(this.rect, Corners[this.corner]!, to);
        this.corner = Math.max(Corners.findIndex((sides) => cornerOf(turned, sides, to)), 0);
        this.rect = turned;
        this.show(editor);
        return this;
      }
      case "corner":
        this.corner = (this.corner + 1) % Corners.length;
        this.show(editor);
        return this;
      case "keep":
        return this.keep(editor);
      case "down":
        return this.keep(editor).on(input, editor);
      case "escape":
        this.cancel(editor);
        return new Idle();
      default:
        return this;
    }
  }

  cancel(editor: Editor): void {
    editor.preview([]);
    editor.band(null);
    editor.hint(null);
    editor.activeCorner = null;
  }

  private keep(editor: Editor): State {
    this.cancel(editor);
    if (this.box) editor.change([{ ...this.box, ...this.rect }], "resize");
    else editor.create(this.rect);
    return new Idle();
  }

  private show(editor: Editor): void {
    if (this.box) editor.preview([{ ...this.box, ...this.rect }]);
    else editor.band(this.rect);
    editor.activeCorner = this.active();
  }

  private active(): ImagePoint {
    const { x, y, width, height } = this.rect;
    const sides = Corners[this.corner]!;
    return { x: sides.x > 0 ? x + width : x, y: sides.y > 0 ? y + height : y, space: "image" };
  }
}

/** Past the opposite side the same hand holds another corner. */
function cornerOf(rect: Rect, sides: Sides, at: ImagePoint): boolean {
  return Math.abs((sides.x > 0 ? rect.x + rect.width : rect.x) - at.x) < 1e-6 && Math.abs((sides.y > 0 ? rect.y + rect.height : rect.y) - at.y) < 1e-6;
}
