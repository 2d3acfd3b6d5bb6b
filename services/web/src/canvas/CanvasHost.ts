import { cursorOf } from "./cursor";
import type { Editor } from "./Editor";
import { Painter } from "./paint/Painter";
import type { ClassLook } from "./paint/Tags";
import { Slop, type PointerKind } from "./space/hits";
import { distance, view, type ViewPoint } from "./space/points";
import { scrollAt } from "./space/rim";
import type { PointerInput, StateName } from "./states/State";
import { Touches } from "./Touches";

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
const EraserButton = 5;
const LongPressMilliseconds = 500;
/** Gestures that scroll the picture when they come near the view's rim. */
const Scrolling: ReadonlySet<StateName> = new Set(["Drawing", "Moving", "Resizing", "Framing"]);
/** What a second finger interrupts but does not undo. */
const Drawn: ReadonlySet<StateName> = new Set(["Drawing", "Placing", "FourPoints"]);

/** The rim: an element's events become inputs of the editor, the editor's changes become one paint a frame. Outside React on purpose. */
export class CanvasHost {
  private readonly canvas = document.createElement("canvas");
  private readonly painter: Painter;
  private readonly ending = new AbortController();
  private readonly touches = new Touches();
  private readonly resizing: ResizeObserver;
  private frame = 0;
  private panning = false;
  private held: number | null = null;
  private pressed = view(0, 0);
  private last: PointerInput | null = null;
  private longPress: ReturnType<typeof setTimeout> | undefined;
  private corner: DOMRect | null = null;
  private readonly unsubscribe: () => void;
  /** Asked for by a long press or the right button. */
  onMenu: (at: ViewPoint) => void = () => {};

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
    clearTimeout(this.longPress);
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
    on("contextmenu", (event) => {
      event.preventDefault();
      // A pen's side button moves the picture.
      if (event.button === 2 && this.painter.kind !== "pen" && !this.editor.state.busy) this.menu(this.at(event));
    }, false);
    on("blur", () => this.endSweep());
    window.addEventListener("blur", () => this.lost(), { signal });
    window.addEventListener("pointerdown", () => this.endSweep(), { signal, capture: true });
    window.addEventListener("scroll", () => { this.corner = null; }, { signal, passive: true, capture: true });
  }

  private down(event: PointerEvent): void {
    this.root.focus({ preventScroll: true });
    this.corner = null;
    this.pressed = this.at(event);
    this.painter.kind = kindOf(event);
    if (event.pointerType === "pen") this.touches.sawPen(event.timeStamp);
    if (this.touches.isPalm(event)) return;
    if (event.pointerType === "touch") {
      this.touches.down(event.pointerId, this.at(event), event.timeStamp);
      if (this.touches.looksAround) return this.secondFinger(event);
      if (this.touches.count > 2) return;
      this.watchLongPress(event);
    }

    if (event.button === EraserButton) return this.erase(event);
    const pans = event.button === 1 || (event.button === 2 && event.pointerType === "pen") || (event.button === 0 && (this.editor.spaceHeld || this.editor.readOnly));
    if (pans) {
      this.panning = true;
      this.hold(event);
      this.editor.beginPan(this.input("down", event));
    } else if (event.button === 0) {
      this.hold(event);
      this.editor.send(this.input("down", event));
    }
  }

  /** A begun box stays for when the second finger goes; what a finger began to move is put back. */
  private secondFinger(event: PointerEvent): void {
    clearTimeout(this.longPress);
    if (!Drawn.has(this.editor.state.name) || this.touches.cameTogether(event.timeStamp)) {
      this.editor.cancel();
      this.held = null;
    }
  }

  private move(event: PointerEvent): void {
    if (event.pointerType === "pen") this.touches.sawPen(event.timeStamp);
    if (this.touches.isPalm(event)) return;
    if (this.touches.looksAround && this.touches.has(event.pointerId)) {
      const { dx, dy, factor, about } = this.touches.move(event.pointerId, this.at(event));
      return this.editor.look(this.editor.view.panned(dx, dy).zoomed(factor, about));
    }
    // Coarse devices send several positions a frame; only the last is needed, but for a sweep, for which all that lies on the way counts (browsers tell them to https and localhost only).
    if (this.editor.state.name === "Sweeping") for (const step of event.getCoalescedEvents?.() ?? []) this.editor.send(this.input("move", step));
    const input = this.input("move", event);
    if (distance(input.at, this.pressed) > Slop.touch) clearTimeout(this.longPress);
    this.last = input;
    this.editor.send(input);
  }

  private up(event: PointerEvent): void {
    clearTimeout(this.longPress);
    const looked = this.touches.looksAround && this.touches.has(event.pointerId);
    this.touches.up(event.pointerId);
    if (looked && this.held === event.pointerId) return this.lost();
    if (looked || this.held !== event.pointerId) return;
    this.held = null;
    this.panning = false;
    this.editor.send(this.input("up", event));
  }

  private erase(event: PointerEvent): void {
    const hit = this.editor.hit(this.at(event), "pen");
    if (hit.kind !== "empty") this.editor.remove([hit.box]);
  }

  private watchLongPress(event: PointerEvent): void {
    clearTimeout(this.longPress);
    const at = this.at(event);
    this.longPress = setTimeout(() => {
      this.lost();
      this.menu(at);
    }, LongPressMilliseconds);
  }

  private menu(at: ViewPoint): void {
    const hit = this.editor.hit(at, "touch");
    if (hit.kind !== "empty" && !this.editor.selection.has(hit.box.id)) this.editor.select([hit.box.id]);
    this.onMenu(at);
  }

  private leave(): void {
    this.editor.pointer = null;
    if (!this.editor.state.busy) this.editor.hovered = { kind: "empty" };
    this.editor.send({ type: "leave" });
  }

  private lost(): void {
    this.touches.clear();
    clearTimeout(this.longPress);
    this.held = null;
    this.panning = false;
    this.editor.spaceHeld = false;
    if (this.editor.state.busy) this.editor.cancel();
  }

  /** A press of a button anywhere, or keys that are for something else. */
  private endSweep(): void {
    if (this.editor.state.name === "Sweeping") this.editor.cancel();
  }

  private hold(event: PointerEvent): void {
    this.held = event.pointerId;
    this.root.setPointerCapture(event.pointerId);
  }

  private input(type: PointerInput["type"], event: PointerEvent): PointerInput {
    return { type, at: this.at(event), kind: kindOf(event), shift: event.shiftKey, swap: isMac ? event.metaKey : event.ctrlKey, time: event.timeStamp };
  }

  private at(event: MouseEvent): ViewPoint {
    // Asking the layout for it at every move would cost more than the move.
    this.corner ??= this.root.getBoundingClientRect();
    return view(event.clientX - this.corner.left, event.clientY - this.corner.top);
  }

  private measure(): void {
    this.corner = null;
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
    this.scrollAtRim();
    const { zoom, left, top } = this.editor.view;
    this.picture.style.transform = `translate(${left}px, ${top}px) scale(${zoom})`;
    this.picture.style.imageRendering = zoom >= 4 ? "pixelated" : "auto";
    this.root.style.cursor = this.panning ? "grabbing" : cursorOf(this.editor);
    this.painter.paint(this.editor, window.devicePixelRatio);
  }

  private scrollAtRim(): void {
    if (!this.last || this.held === null || !Scrolling.has(this.editor.state.name)) return;
    const { dx, dy } = scrollAt(this.editor.view, this.last.at);
    if (dx === 0 && dy === 0) return;
    this.editor.look(this.editor.view.panned(dx, dy));
    this.editor.send(this.last);
  }
}

function kindOf(event: PointerEvent): PointerKind {
  return event.pointerType === "pen" || event.pointerType === "touch" ? event.pointerType : "mouse";
}
