import { cursorOf } from "./cursor";
import type { Editor } from "./Editor";
import { Painter, type ClassLook } from "./paint/Painter";
import type { PointerKind } from "./space/hits";
import { view, type ViewPoint } from "./space/points";
import type { PointerInput } from "./states/State";

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

/** The rim: an element's events become inputs of the editor, the editor's changes become one paint a frame. Outside React on purpose. */
export class CanvasHost {
  private readonly canvas = document.createElement("canvas");
  private readonly painter: Painter;
  private readonly ending = new AbortController();
  private readonly fingers = new Map<number, ViewPoint>();
  private readonly resizing: ResizeObserver;
  private frame = 0;
  private panning = false;
  private held: number | null = null;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly root: HTMLElement,
    private readonly picture: HTMLElement,
    private readonly editor: Editor,
    looks: (labelId: string) => ClassLook,
  ) {
    this.canvas.className = "canvas-overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    root.append(this.canvas);
    this.painter = new Painter(this.canvas.getContext("2d")!, looks);
    editor.tagWidth = this.painter.tagWidth;
    this.unsubscribe = editor.subscribe(() => this.soon());
    this.resizing = new ResizeObserver(() => this.measure());
    this.resizing.observe(root);
    this.measure();
    this.listen();
  }

  close(): void {
    this.editor.cancel();
    this.ending.abort();
    this.resizing.disconnect();
    this.unsubscribe();
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private listen(): void {
    const { signal } = this.ending;
    const on = <K extends keyof HTMLElementEventMap>(name: K, handler: (event: HTMLElementEventMap[K]) => void, passive = true) =>
      this.root.addEventListener(name, handler, { signal, passive });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", () => this.lost());
    on("pointerleave", () => this.leave());
    on("wheel", (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      this.editor.zoom(Math.exp((-event.deltaY * lines) / (event.ctrlKey ? 120 : 480)), this.at(event));
    }, false);
    on("contextmenu", (event) => event.preventDefault(), false);
    window.addEventListener("blur", () => this.lost(), { signal });
  }

  private down(event: PointerEvent): void {
    this.root.focus({ preventScroll: true });
    this.painter.kind = kindOf(event);
    if (event.pointerType === "touch") this.fingers.set(event.pointerId, this.at(event));
    if (this.fingers.size === 2) {
      // A second finger: the first one was not drawing after all.
      this.editor.cancel();
      return;
    }
    if (event.button === 1 || (event.button === 0 && this.editor.spaceHeld)) {
      this.panning = true;
      this.hold(event);
      this.editor.beginPan(this.input("down", event));
    } else if (event.button === 0 && this.fingers.size < 2) {
      this.hold(event);
      this.editor.send(this.input("down", event));
    }
  }

  private move(event: PointerEvent): void {
    if (this.fingers.size === 2 && this.fingers.has(event.pointerId)) return this.pinch(event);
    // Coarse devices send several positions a frame; only the last is needed.
    this.editor.send(this.input("move", event));
  }

  private up(event: PointerEvent): void {
    const pinched = this.fingers.size === 2;
    this.fingers.delete(event.pointerId);
    if (pinched || this.held !== event.pointerId) return;
    this.held = null;
    this.panning = false;
    this.editor.send(this.input("up", event));
  }

  private pinch(event: PointerEvent): void {
    const before = [...this.fingers.values()] as [ViewPoint, ViewPoint];
    this.fingers.set(event.pointerId, this.at(event));
    const after = [...this.fingers.values()] as [ViewPoint, ViewPoint];
    const [from, to] = [middle(before), middle(after)];
    const factor = apart(after) / Math.max(apart(before), 1);
    this.editor.look(this.editor.view.panned(to.x - from.x, to.y - from.y).zoomed(factor, to));
  }

  private leave(): void {
    this.editor.pointer = null;
    if (!this.editor.state.busy) this.editor.hovered = { kind: "empty" };
    this.editor.changed();
  }

  private lost(): void {
    this.fingers.clear();
    this.held = null;
    this.panning = false;
    this.editor.spaceHeld = false;
    if (this.editor.state.busy) this.editor.cancel();
  }

  private hold(event: PointerEvent): void {
    this.held = event.pointerId;
    this.root.setPointerCapture(event.pointerId);
  }

  private input(type: PointerInput["type"], event: PointerEvent): PointerInput {
    return { type, at: this.at(event), kind: kindOf(event), shift: event.shiftKey, swap: isMac ? event.metaKey : event.ctrlKey, time: event.timeStamp };
  }

  private at(event: MouseEvent): ViewPoint {
    const box = this.root.getBoundingClientRect();
    return view(event.clientX - box.left, event.clientY - box.top);
  }

  private measure(): void {
    const size = { width: Math.max(this.root.clientWidth, 1), height: Math.max(this.root.clientHeight, 1) };
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    this.editor.look(this.editor.view.resized(size));
    this.paint();
  }

  private soon(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.frame = 0;
    const { zoom, left, top } = this.editor.view;
    this.picture.style.transform = `translate(${left}px, ${top}px) scale(${zoom})`;
    this.picture.style.imageRendering = zoom >= 4 ? "pixelated" : "auto";
    this.root.style.cursor = this.panning ? "grabbing" : cursorOf(this.editor);
    this.painter.paint(this.editor, window.devicePixelRatio);
  }
}

function kindOf(event: PointerEvent): PointerKind {
  return event.pointerType === "pen" || event.pointerType === "touch" ? event.pointerType : "mouse";
}

function middle([a, b]: [ViewPoint, ViewPoint]): ViewPoint {
  return view((a.x + b.x) / 2, (a.y + b.y) / 2);
}

function apart([a, b]: [ViewPoint, ViewPoint]): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
