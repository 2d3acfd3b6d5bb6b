import type { Box } from "../change/Box";
import { TagHeight } from "../space/hits";
import type { Rect } from "../space/points";
import { inkOn } from "./ink";

export type TagShape = "round" | "cut" | "square";

/** How a class looks and what its tag says. */
export interface ClassLook {
  readonly color: string;
  /** Told apart where colours come again: round, cut or square corners of the name tag. */
  readonly shape: TagShape;
  readonly tag: (box: Box) => string;
}

const Font = "600 12px system-ui, sans-serif";
const Padding = 6;
/** Different tags kept; more are made anew. */
const Most = 400;

/** Name tags, each drawn once and then copied: text is the dearest thing on the canvas. Copied from bitmaps: an element may change, so each copy of one asks it anew. */
export class Tags {
  private readonly widths = new Map<string, number>();
  private readonly made = new Map<string, ImageBitmap>();

  constructor(private readonly context: CanvasRenderingContext2D) {}

  width(text: string): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      this.context.font = Font;
      width = Math.ceil(this.context.measureText(text).width) + 2 * Padding;
      this.widths.set(text, width);
    }
    return width;
  }

  paint(box: Box, look: ClassLook, at: Rect, ratio: number): void {
    const text = look.tag(box);
    const hollow = box.mark === "suggested";
    const key = `${text}|${look.color}|${look.shape}|${hollow}|${ratio}`;
    let tag = this.made.get(key);
    if (!tag) {
      if (this.made.size >= Most) this.made.clear();
      tag = draw(text, look, hollow, at.width, ratio);
      this.made.set(key, tag);
    }
    this.context.drawImage(tag, Math.round(at.x) - 1, Math.round(at.y) - 1, at.width + 2, TagHeight + 2);
  }
}

function draw(text: string, look: ClassLook, hollow: boolean, width: number, ratio: number): ImageBitmap {
  const canvas = new OffscreenCanvas(Math.round((width + 2) * ratio), Math.round((TagHeight + 2) * ratio));
  const c = canvas.getContext("2d")!;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.beginPath();
  if (look.shape === "cut") cutRect(c, { x: 1, y: 1, width, height: TagHeight });
  else c.roundRect(1, 1, width, TagHeight, look.shape === "round" ? 3 : 0);
  c.fillStyle = hollow ? "rgba(16,18,24,.86)" : look.color;
  c.fill();
  if (hollow) {
    c.strokeStyle = look.color;
    c.lineWidth = 1;
    c.stroke();
  }
  c.fillStyle = hollow ? "#fff" : inkOn(look.color);
  c.font = Font;
  c.textBaseline = "middle";
  c.fillText(text, 1 + Padding, 1 + TagHeight / 2 + 0.5);
  return canvas.transferToImageBitmap();
}

/** Corners cut off at the upper edge. */
function cutRect(c: OffscreenCanvasRenderingContext2D, { x, y, width, height }: Rect): void {
  const cut = 6;
  c.moveTo(x, y + height);
  c.lineTo(x, y + cut);
  c.lineTo(x + cut, y);
  c.lineTo(x + width - cut, y);
  c.lineTo(x + width, y + cut);
  c.lineTo(x + width, y + height);
  c.closePath();
}
