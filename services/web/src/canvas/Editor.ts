import { sameBox, touched, type Box } from "./change/Box";
import { BoxSet } from "./change/BoxSet";
import { change, isEmpty, type ChangeSet } from "./change/ChangeSet";
import { UndoStack } from "./change/UndoStack";
import { LeastScore, nearlyMarked } from "./nearlyMarked";
import { hitAt, insideAt, Snap, type Hit, type HitScene, type PointerKind } from "./space/hits";
import { centreOf, clamp, view, type ImagePoint, type Rect, type Size, type ViewPoint } from "./space/points";
import { around, isLargeEnough, onImage, rounded } from "./space/rects";
import { View } from "./space/View";
import { EdgeKeys } from "./states/EdgeKeys";
import { Idle } from "./states/Idle";
import { Panning } from "./states/Panning";
import type { Input, PointerInput, State, Swept } from "./states/State";

export type Tool = "box" | "fix";
export type Hint = "clickOppositeCorner" | "clickOutermost" | "clickToSetSide" | "clickToSetBox" | "edgeKeys" | "tooSmall" | "leftAsIs" | "sureNothing" | Swept | null;

/**
 * One image under a person's hands: boxes, what is selected, where one looks, and the state of the hand. Knows neither React nor the server;
 * every finished act is one change set handed to `onChange`.
 */
export class Editor {
  tool: Tool = "box";
  state: State = new Idle();
  view: View;
  labelId: string | null = null;
  readonly selection = new Set<string>();
  readonly hidden = new Set<string>();
  readonly locked = new Set<string>();
  allHidden = false;
  /** While a key is held the bare picture is seen; what is accepted does not change. */
  peeking = false;
  /** How clicks draw; a drag always does. */
  clicks: "corners" | "cornersOnly" | "points" = "corners";
  /** Suggestions with a lower score are neither shown nor accepted; null: as the model itself draws the line, the same for all its images where it is known, without what it nearly marked. */
  showFrom: number | null = null;
  modelLine: number | null = null;
  /** While the line is being moved, what lies below it is seen faintly. */
  ghosts = false;
  /** Boxes that catch the eye: what changed meanwhile, what was undone. */
  lit: ReadonlySet<string> = new Set();
  /** No other ghost shows up under a hand that takes some; null: any may. */
  onlyGhosts: ReadonlySet<string> | null = null;
  activeCorner: ImagePoint | null = null;
  dots: readonly ImagePoint[] = [];
  /** Somebody else has it in hand: one can look around. */
  readOnly = false;
  spaceHeld = false;
  crosshair = true;
  pointer: ViewPoint | null = null;
  hovered: Hit = { kind: "empty" };
  rubber: Rect | null = null;
  selectionFrame: Rect | null = null;
  shownHint: Hint = null;
  /** Gives the width of a box's name tag in view pixels; the painter knows. */
  tagWidth: (box: Box) => number = () => 90;
  onChange: (set: ChangeSet) => void = () => {};

  private previews = new Map<string, Box>();
  private readonly listeners = new Set<() => void>();
  private revision = 0;
  private nextId = 0;

  constructor(readonly boxes: BoxSet, readonly undoStack: UndoStack, image: Size, size: Size) {
    this.view = View.fit(image, size);
  }

  send(input: Input): void {
    if ("at" in input) this.pointer = input.at;
    this.state = this.state.on(input, this);
    this.changed();
  }

  beginPan(input: PointerInput): void {
    this.state = new Panning(input, this.state);
    this.changed();
  }

  /** A lost pointer, another image: whatever was begun is put back. */
  cancel(): void {
    this.state.cancel(this);
    this.state = new Idle();
    this.changed();
  }

  get canDraw(): boolean {
    return this.labelId !== null;
  }

  get snap(): number {
    return this.view.length(Snap);
  }

  scene(): HitScene {
    const selected = this.selected();
    return { view: this.view, boxes: this.visible(), ghosts: this.nearlyMarked(), single: selected.length === 1 ? selected[0]! : null, tagWidth: this.tagWidth };
  }

  hit(at: ViewPoint, kind: PointerKind): Hit {
    return hitAt(this.scene(), at, kind);
  }

  cornerAt(input: PointerInput): ImagePoint {
    return onImage(this.view.toImage(input.at), this.view.image, input.swap ? 0 : this.snap);
  }

  visible(): readonly Box[] {
    return this.allHidden || this.peeking ? [] : this.boxes.smallFirst().filter((box) => !this.hidden.has(box.id) && !this.isBelow(box));
  }

  isBelow(box: Box): boolean {
    if (box.mark !== "suggested") return false;
    return this.showFrom === null ? box.ghost === true : (box.score ?? 1) < this.showFrom;
  }

  /** What the model kept just below its own line: seen faintly, each taken with one press on its plus. */
  nearlyMarked(): Box[] {
    if (this.showFrom !== null || this.allHidden || this.peeking) return [];
    const mayShow = (box: Box) => !this.hidden.has(box.id) && (this.onlyGhosts?.has(box.id) ?? true);
    return nearlyMarked(this.belowShown().filter(mayShow), this.boxes.all().filter((box) => !this.isBelow(box)));
  }

  /** A suggestion as it is, now a person's word. */
  accept(boxes: readonly Box[]): void {
    this.change(boxes.map((box) => ({ ...box, mark: "accepted" })), "accept");
  }

  belowShown(): Box[] {
    return this.boxes.all().filter((box) => this.isBelow(box));
  }

  show(from: number): void {
    this.showFrom = clamp(Math.round(from * 100) / 100, LeastScore, 0.95);
    this.changed();
  }

  /** The line as a number: never above a box that is shown solid. */
  get line(): number {
    return this.showFrom ?? Math.min(this.modelLine ?? 1, ...this.boxes.all().filter((box) => box.mark === "suggested" && !box.ghost).map((box) => box.score ?? 1), 0.95);
  }

  /** As it is painted: a box under way where the hand has it. */
  shown(box: Box): Box {
    return this.previews.get(box.id) ?? box;
  }

  selected(): Box[] {
    return [...this.selection].map((id) => this.boxes.get(id)).filter((box) => box !== undefined);
  }

  /** What X, E and digits act on: the selection, else what the pointer is on. */
  keyTarget(): Box[] {
    const selected = this.selected();
    if (selected.length > 0) return selected;
    if (this.hovered.kind !== "empty" && this.hovered.kind !== "inside") return this.boxes.has(this.hovered.box.id) ? [this.hovered.box] : [];
    const under = this.pointer ? insideAt(this.scene(), this.pointer)[0] : undefined;
    return under ? [under] : [];
  }

  hover(hit: Hit, at: ViewPoint): void {
    this.hovered = hit;
    this.pointer = at;
  }

  select(ids: readonly string[]): void {
    this.selection.clear();
    for (const id of ids) if (this.boxes.has(id)) this.selection.add(id);
    this.changed();
  }

  band(rect: Rect | null, at?: ViewPoint): void {
    this.rubber = rect;
    if (at) this.pointer = at;
  }

  frame(rect: Rect | null): void {
    this.selectionFrame = rect;
  }

  hint(hint: Hint): void {
    this.shownHint = hint;
    this.changed();
  }

  preview(boxes: readonly Box[]): void {
    this.previews = new Map(boxes.map((box) => [box.id, box]));
  }

  look(next: View): void {
    this.view = next;
    this.changed();
  }

  zoom(factor: number, about?: ViewPoint): void {
    const centre = view(this.view.size.width / 2, this.view.size.height / 2);
    const selected = this.selected()[0];
    const at = about ?? (selected ? this.view.toView(centreOf(selected)) : centre);
    this.look(this.view.zoomed(factor, at));
  }

  /** Enter: the corners of a box follow the arrow keys. */
  editByKeys(): void {
    const [box, ...others] = this.keyTarget();
    if (!box || others.length > 0 || this.locked.has(box.id)) return;
    this.select([box.id]);
    this.state = new EdgeKeys(box, box, this);
    this.changed();
  }

  /** N: a new box in the middle of what is seen, a quarter of it across. */
  newByKeys(): void {
    if (!this.canDraw) return;
    const { width, height } = this.view.size;
    const [from, to] = [this.view.toImage(view(width * 3 / 8, height * 3 / 8)), this.view.toImage(view(width * 5 / 8, height * 5 / 8))];
    this.select([]);
    this.state = new EdgeKeys(null, around([onImage(from, this.view.image), onImage(to, this.view.image)]), this);
    this.changed();
  }

  /** A new box of the armed class; too small a one is dropped with a hint. */
  create(rect: Rect): void {
    if (this.labelId === null) return;
    if (!isLargeEnough(rect)) return this.hint("tooSmall");
    const box: Box = rounded({ ...rect, id: `new-${Date.now().toString(36)}-${this.nextId++}`, labelId: this.labelId, mark: "mine" });
    this.commit(change({ created: [box] }), "create");
    this.select([box.id]);
  }

  /** Boxes as they are now, for those that differ from before; a touched suggestion becomes a person's. */
  change(boxes: readonly Box[], kind: string, at = performance.now()): void {
    this.previews.clear();
    const updated = boxes.flatMap((box) => {
      const before = this.boxes.get(box.id);
      const after = rounded(box);
      if (!before || sameBox(before, after)) return [];
      if (!isLargeEnough(after)) {
        this.hint("tooSmall");
        return [];
      }
      return [{ before, after: after.mark === before.mark ? { ...after, mark: touched(before.mark) } : after }];
    });
    this.commit(change({ updated }), kind, at);
  }

  remove(boxes: readonly Box[]): void {
    this.commit(change({ deleted: boxes.filter((box) => !this.locked.has(box.id)) }), "delete");
  }

  commit(set: ChangeSet, kind: string, at = performance.now()): void {
    if (isEmpty(set)) return this.changed();
    this.boxes.apply(set);
    this.undoStack.push(set, kind, at);
    this.dropStale();
    if (set.origin === "mine") this.onChange(set);
    this.changed();
  }

  undo(): boolean {
    return this.afterPlay(this.undoStack.undo(this.boxes));
  }

  redo(): boolean {
    return this.afterPlay(this.undoStack.redo(this.boxes));
  }

  /** For those who draw: called after anything changed. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.revision;

  /** Changes with what stands beside the picture, not with every move of the hand. */
  face = (): string => [
    this.boxes.version, this.tool, this.labelId, [...this.selection], "h", [...this.hidden], "l", [...this.locked], this.allHidden, this.peeking, this.showFrom,
    this.crosshair, this.shownHint, this.view.isFit, this.readOnly, this.onlyGhosts !== null,
  ].join();

  changed(): void {
    this.revision += 1;
    for (const listener of this.listeners) listener();
  }

  private afterPlay(played: { set: ChangeSet; skipped: number } | null): boolean {
    if (!played) return false;
    this.dropStale();
    this.select([...played.set.created, ...played.set.updated.map((update) => update.after)].filter((box) => !this.isBelow(box)).map((box) => box.id));
    if (played.skipped > 0) this.hint("leftAsIs");
    if (!isEmpty(played.set)) this.onChange(played.set);
    return true;
  }

  private dropStale(): void {
    for (const id of this.selection) if (!this.boxes.has(id)) this.selection.delete(id);
    if (this.hovered.kind !== "empty" && !this.boxes.has(this.hovered.box.id)) this.hovered = { kind: "empty" };
  }
}
