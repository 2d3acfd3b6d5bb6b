import type { Box } from "../change/Box";
import type { Editor } from "../Editor";
import { handlesOf, HandleSize, tagRect, type PointerKind } from "../space/hits";
import type { Rect } from "../space/points";
import { inkOn } from "./ink";

/** How a class looks and what its tag says. */
export interface ClassLook {
  readonly color: string;
  /** Told apart where colours come again: round, cut or square corners of the name tag. */
  readonly shape: TagShape;
  readonly tag: (box: Box) => string;
}

export type TagShape = "round" | "cut" | "square";

const TagFont = "600 12px system-ui, sans-serif";
const TagPadding = 6;

/** Paints boxes, band, crosshair and handles on the overlay canvas: one call a frame, nothing is kept between two. */
export class Painter {
  kind: PointerKind = "mouse";
  private readonly widths = new Map<string, number>();

  constructor(private readonly context: CanvasRenderingContext2D, private readonly looks: (labelId: string) => ClassLook) {}

  tagWidth = (box: Box): number => {
    const text = this.looks(box.labelId).tag(box);
    let width = this.widths.get(text);
    if (width === undefined) {
      this.context.font = TagFont;
      width = Math.ceil(this.context.measureText(text).width) + 2 * TagPadding;
      this.widths.set(text, width);
    }
    return width;
  };

  paint(editor: Editor, ratio: number): void {
    const c = this.context;
    const { width, height } = editor.view.size;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    if (editor.ghosts) for (const box of editor.belowShown()) this.ghost(editor.view.rectToView(box), this.looks(box.labelId).color);
    const targets = new Set(editor.keyTarget().map((box) => box.id));
    // Large before small, the selected last: what is on top is what a press would take.
    const order = [...editor.visible()].reverse().sort((a, b) => Number(editor.selection.has(a.id)) - Number(editor.selection.has(b.id)));
    for (const box of order) this.box(editor, editor.shown(box), editor.selection.has(box.id), targets.has(box.id));
    for (const box of order) if (editor.lit.has(box.id)) this.light(editor.view.rectToView(editor.shown(box)));
    const selected = editor.selected();
    if (selected.length === 1 && !editor.allHidden && !editor.hidden.has(selected[0]!.id)) this.handles(editor, editor.shown(selected[0]!));
    if (editor.rubber && editor.labelId) this.band(editor, editor.rubber);
    for (const dot of editor.dots) this.dot(editor.view.toView(dot), 4, "#fff");
    if (editor.activeCorner) this.dot(editor.view.toView(editor.activeCorner), 7, "#ffd60a");
    if (editor.selectionFrame) this.selectionFrame(editor.view.rectToView(editor.selectionFrame));
    if (editor.crosshair && editor.pointer) this.crosshair(editor);
  }

  private box(editor: Editor, box: Box, selected: boolean, target: boolean): void {
    const c = this.context;
    const look = this.looks(box.labelId);
    const r = editor.view.rectToView(box);
    const line = selected ? 3 : 2;
    c.save();
    if (selected || target) {
      c.fillStyle = look.color;
      c.globalAlpha = selected ? 0.14 : 0.09;
      c.fillRect(r.x, r.y, r.width, r.height);
      c.globalAlpha = 1;
    }
    if (box.mark === "suggested") c.setLineDash([7, 5]);
    this.stroke(r, "rgba(0,0,0,.55)", line + 3);
    this.stroke(r, "rgba(255,255,255,.75)", line + 1.2);
    this.stroke(r, look.color, line);
    c.restore();
    if (Math.min(r.width, r.height) >= 14 || selected || target) this.tag(box, look, tagRect(r, this.tagWidth(box), editor.view.size.width));
  }

  /** What lies below the line: its corners, faintly. */
  private ghost(r: Rect, color: string): void {
    const c = this.context;
    const arm = Math.min(12, r.width / 3, r.height / 3);
    const path = new Path2D();
    for (const [x, y, dx, dy] of [[r.x, r.y, 1, 1], [r.x + r.width, r.y, -1, 1], [r.x, r.y + r.height, 1, -1], [r.x + r.width, r.y + r.height, -1, -1]] as const) {
      path.moveTo(x + dx * arm, y);
      path.lineTo(x, y);
      path.lineTo(x, y + dy * arm);
    }
    c.globalAlpha = 0.75;
    for (const [style, width] of [["rgba(0,0,0,.6)", 4], [color, 2]] as const) {
      c.strokeStyle = style;
      c.lineWidth = width;
      c.stroke(path);
    }
    c.globalAlpha = 1;
  }

  private light(r: Rect): void {
    this.stroke({ x: r.x - 5, y: r.y - 5, width: r.width + 10, height: r.height + 10 }, "rgba(0,0,0,.6)", 6);
    this.stroke({ x: r.x - 5, y: r.y - 5, width: r.width + 10, height: r.height + 10 }, "#ffd60a", 3.5);
  }

  private dot(at: { readonly x: number; readonly y: number }, radius: number, color: string): void {
    const c = this.context;
    c.beginPath();
    c.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    c.fillStyle = color;
    c.strokeStyle = "#14161c";
    c.lineWidth = 1.5;
    c.fill();
    c.stroke();
  }

  private stroke(r: Rect, style: string, width: number): void {
    this.context.strokeStyle = style;
    this.context.lineWidth = width;
    this.context.strokeRect(r.x, r.y, r.width, r.height);
  }

  private tag(box: Box, look: ClassLook, at: Rect): void {
    const c = this.context;
    const hollow = box.mark === "suggested";
    c.fillStyle = hollow ? "rgba(16,18,24,.86)" : look.color;
    c.beginPath();
    if (look.shape === "cut") cutRect(c, at);
    else c.roundRect(at.x, at.y, at.width, at.height, look.shape === "round" ? 3 : 0);
    c.fill();
    if (hollow) {
      c.strokeStyle = look.color;
      c.lineWidth = 1;
      c.stroke();
    }
    c.fillStyle = hollow ? "#fff" : inkOn(look.color);
    c.font = TagFont;
    c.textBaseline = "middle";
    c.fillText(look.tag(box), at.x + TagPadding, at.y + at.height / 2 + 0.5);
  }

  private handles(editor: Editor, box: Box): void {
    const c = this.context;
    const size = HandleSize[this.kind];
    for (const handle of handlesOf(editor.view.rectToView(box))) {
      c.fillStyle = "#fff";
      c.strokeStyle = "#14161c";
      c.lineWidth = 1.5;
      c.beginPath();
      c.roundRect(handle.x - size / 2, handle.y - size / 2, size, size, 2);
      c.fill();
      c.stroke();
    }
  }

  private band(editor: Editor, rect: Rect): void {
    const r = editor.view.rectToView(rect);
    const color = this.looks(editor.labelId!).color;
    this.context.globalAlpha = 0.12;
    this.context.fillStyle = color;
    this.context.fillRect(r.x, r.y, r.width, r.height);
    this.context.globalAlpha = 1;
    this.stroke(r, "rgba(0,0,0,.55)", 5);
    this.stroke(r, "rgba(255,255,255,.75)", 3.2);
    this.stroke(r, color, 2);
    this.label(`${Math.round(rect.width)} × ${Math.round(rect.height)}`, r.x + r.width + 6, r.y + r.height + 6, editor.view.size.width);
  }

  private label(text: string, x: number, y: number, most: number): void {
    const c = this.context;
    c.font = "500 11px system-ui, sans-serif";
    const width = c.measureText(text).width + 10;
    const left = Math.min(x, most - width - 4);
    c.fillStyle = "rgba(16,18,24,.86)";
    c.beginPath();
    c.roundRect(left, y, width, 18, 4);
    c.fill();
    c.fillStyle = "#fff";
    c.textBaseline = "middle";
    c.fillText(text, left + 5, y + 9.5);
  }

  private selectionFrame(r: Rect): void {
    this.context.setLineDash([4, 3]);
    this.stroke(r, "#000", 2);
    this.stroke(r, "#fff", 1);
    this.context.setLineDash([]);
  }

  /** A hairline through the pointer with a gap where it is, so that it hides nothing there. */
  private crosshair(editor: Editor): void {
    if (editor.tool !== "box" || editor.state.name === "Panning" || editor.state.name === "Moving") return;
    const { x, y } = editor.pointer!;
    const { width, height } = editor.view.size;
    const gap = 14;
    const path = new Path2D();
    for (const [x1, y1, x2, y2] of [[0, y, x - gap, y], [x + gap, y, width, y], [x, 0, x, y - gap], [x, y + gap, x, height]] as const) {
      path.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
      path.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
    }
    this.context.strokeStyle = "rgba(0,0,0,.35)";
    this.context.lineWidth = 2.5;
    this.context.stroke(path);
    this.context.strokeStyle = "rgba(255,255,255,.8)";
    this.context.lineWidth = 1;
    this.context.stroke(path);
  }
}

/** Corners cut off at the upper edge. */
function cutRect(c: CanvasRenderingContext2D, { x, y, width, height }: Rect): void {
  const cut = 6;
  c.moveTo(x, y + height);
  c.lineTo(x, y + cut);
  c.lineTo(x + cut, y);
  c.lineTo(x + width - cut, y);
  c.lineTo(x + width, y + cut);
  c.lineTo(x + width, y + height);
  c.closePath();
}
