import { view, type ViewPoint } from "./space/points";

/** After the pen was near, a hand on the screen is a palm for so long. */
const PalmMilliseconds = 500;
/** A second finger so soon after the first: nobody meant to draw. */
const SecondFingerMilliseconds = 150;
let penSeen = false;
let penAt = -Infinity;

/** Fingers on the canvas: one draws, two look around; once a pen was seen, fingers only look around and a resting hand is nothing. */
export class Touches {
  private readonly fingers = new Map<number, ViewPoint>();
  private since = 0;

  get count(): number {
    return this.fingers.size;
  }

  /** One finger is no hand that draws where there is a pen. */
  get looksAround(): boolean {
    return this.fingers.size === 2 || (penSeen && this.fingers.size === 1);
  }

  /** The second finger came at once: what the first began was not meant. */
  cameTogether(time: number): boolean {
    return time - this.since < SecondFingerMilliseconds;
  }

  sawPen(time: number): void {
    penSeen = true;
    penAt = time;
  }

  isPalm(event: PointerEvent): boolean {
    return event.pointerType === "touch" && event.timeStamp - penAt < PalmMilliseconds;
  }

  has(id: number): boolean {
    return this.fingers.has(id);
  }

  down(id: number, at: ViewPoint, time: number): void {
    if (this.fingers.size === 0) this.since = time;
    this.fingers.set(id, at);
  }

  up(id: number): void {
    this.fingers.delete(id);
  }

  clear(): void {
    this.fingers.clear();
  }

  /** How the picture under the fingers went with them. */
  move(id: number, at: ViewPoint): { readonly dx: number; readonly dy: number; readonly factor: number; readonly about: ViewPoint } {
    const before = [...this.fingers.values()];
    this.fingers.set(id, at);
    const after = [...this.fingers.values()];
    const [from, to] = [middle(before), middle(after)];
    return { dx: to.x - from.x, dy: to.y - from.y, factor: after.length < 2 ? 1 : apart(after) / Math.max(apart(before), 1), about: to };
  }
}

function middle(points: readonly ViewPoint[]): ViewPoint {
  return view(points.reduce((sum, p) => sum + p.x, 0) / points.length, points.reduce((sum, p) => sum + p.y, 0) / points.length);
}

function apart(points: readonly ViewPoint[]): number {
  return Math.hypot(points[0]!.x - points[1]!.x, points[0]!.y - points[1]!.y);
}
