import type { Box } from "../change/Box";
import type { Editor } from "../Editor";
import { ghostTarget } from "../ghostTarget";
import { handlesOf, HandleSize, plusOf, PlusRadius, tagRect, type PointerKind } from "../space/hits";
import type { Rect } from "../space/points";
import { crosshair, dashed, dot, ghost, label, outline, plus } from "./marks";
import { Tags, type ClassLook } from "./Tags";

/** View pixels: on smaller boxes a name tag would hide more than it says. */
const LeastTagged = 14;

/** Paints boxes, band, crosshair and handles on the overlay canvas: one call a frame. */
export class Painter {
  kind: PointerKind = "mouse";
  private readonly tags: Tags;

  constructor(private readonly context: CanvasRenderingContext2D, private readonly looks: (labelId: string) => ClassLook) {
    this.tags = new Tags(context);
  }

  tagWidth = (box: Box): number => this.tags.width(this.looks(box.labelId).tag(box));

  paint(editor: Editor, ratio: number): void {
    const c = this.context;
    const { width, height } = editor.view.size;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    if (editor.ghosts) for (const box of editor.belowShown()) ghost(c, editor.view.rectToView(box), this.looks(box.labelId).color);
    else this.nearlyMarked(editor);

    const isSweep = editor.state.name === "Sweeping" && editor.state.busy;
    const targets = new Set(isSweep ? [] : editor.keyTarget().map((box) => box.id));
    const isBold = (box: Box) => editor.selection.has(box.id) || targets.has(box.id);
    // Large before small, the selected last: what is on top is what a press would take.
    const order = editor.visible().toReversed().map((box) => editor.shown(box)).filter((box) => isInSight(editor.view.rectToView(box), width, height));
    for (const box of order) if (!isBold(box)) this.line(box, editor.view.rectToView(box), 2);
    this.namesOf(editor, order.filter((box) => !isBold(box)), ratio, LeastTagged);
    const bold = order.filter(isBold);
    for (const box of bold) this.bold(editor, box);
    this.namesOf(editor, bold, ratio, 0);
    for (const box of order) if (editor.lit.has(box.id)) this.light(editor.view.rectToView(box));

    const selected = editor.selected();
    if (selected.length === 1 && !editor.allHidden && !editor.peeking && !editor.hidden.has(selected[0]!.id)) this.handles(editor, editor.shown(selected[0]!));
    if (editor.rubber && editor.labelId) this.band(editor, editor.rubber);
    for (const point of editor.dots) dot(c, editor.view.toView(point), 4, "#fff");
    if (editor.activeCorner) dot(c, editor.view.toView(editor.activeCorner), 7, "#ffd60a");
    if (editor.selectionFrame) this.selectionFrame(editor.view.rectToView(editor.selectionFrame));
    if (editor.crosshair && editor.pointer && editor.tool === "box" && !isSweep && editor.state.name !== "Panning" && editor.state.name !== "Moving") crosshair(c, editor.pointer, editor.view.size);
  }

  private nearlyMarked(editor: Editor): void {
    const target = ghostTarget(editor)?.id;
    for (const box of editor.nearlyMarked()) this.nearly(editor, box, box.id === target);
  }

  /** Its corners and the plus that takes it; under the pointer the whole of it and its name. */
  private nearly(editor: Editor, box: Box, isTarget: boolean): void {
    const r = editor.view.rectToView(box);
    if (!isInSight(r, editor.view.size.width, editor.view.size.height)) return;
    const look = this.looks(box.labelId);
    if (isTarget) {
      dashed(this.context, r, look.color, 2);
      this.tags.paint(box, look, tagRect(r, this.tagWidth(box), editor.view.size.width), window.devicePixelRatio);
    } else ghost(this.context, r, look.color);
    plus(this.context, plusOf(r, editor.view.size), PlusRadius, look.color);
  }

  private bold(editor: Editor, box: Box): void {
    const c = this.context;
    const r = editor.view.rectToView(box);
    const selected = editor.selection.has(box.id);
    const { color } = this.looks(box.labelId);
    c.fillStyle = color;
    c.globalAlpha = selected ? 0.14 : 0.09;
    c.fillRect(r.x, r.y, r.width, r.height);
    c.globalAlpha = 1;
    this.line(box, r, selected ? 3 : 2);
  }

  private line(box: Box, r: Rect, width: number): void {
    (box.mark === "suggested" ? dashed : outline)(this.context, r, this.looks(box.labelId).color, width);
  }

  private namesOf(editor: Editor, boxes: readonly Box[], ratio: number, least: number): void {
    for (const box of boxes) {
      const r = editor.view.rectToView(box);
      if (Math.min(r.width, r.height) >= least) this.tags.paint(box, this.looks(box.labelId), tagRect(r, this.tagWidth(box), editor.view.size.width), ratio);
    }
  }

  private light({ x, y, width, height }: Rect): void {
    outline(this.context, { x: x - 5, y: y - 5, width: width + 10, height: height + 10 }, "#ffd60a", 3.5);
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
    const { color } = this.looks(editor.labelId!);
    this.context.globalAlpha = 0.12;
    this.context.fillStyle = color;
    this.context.fillRect(r.x, r.y, r.width, r.height);
    this.context.globalAlpha = 1;
    outline(this.context, r, color, 2);
    label(this.context, `${Math.round(rect.width)} × ${Math.round(rect.height)}`, r.x + r.width + 6, r.y + r.height + 6, editor.view.size.width);
  }

  private selectionFrame(r: Rect): void {
    this.context.setLineDash([4, 3]);
    outline(this.context, r, "#ffffff", 1);
    this.context.setLineDash([]);
  }
}

function isInSight(r: Rect, width: number, height: number): boolean {
  const around = 24;
  return r.x < width + around && r.y < height + around && r.x + r.width > -around && r.y + r.height > -around;
}
