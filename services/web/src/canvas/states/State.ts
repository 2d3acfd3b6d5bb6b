import type { Box } from "../change/Box";
import type { PointerKind } from "../space/hits";
import type { ViewPoint } from "../space/points";
import type { Editor } from "../Editor";

export interface PointerInput {
  readonly type: "down" | "move" | "up";
  readonly at: ViewPoint;
  readonly kind: PointerKind;
  readonly shift: boolean;
  /** Ctrl, on macOS Cmd: swaps the tools for one gesture, switches snapping off. */
  readonly swap: boolean;
  readonly time: number;
}

/** What a held key does to all that the pointer passes over: ghosts are taken, or boxes deleted. */
export type SweepAct = "take" | "delete";

/** A key goes down that may be held over more than `first`, which the pointer is on. */
export interface SweepInput {
  readonly type: "sweep";
  readonly act: SweepAct;
  readonly first: Box | null;
  readonly at: ViewPoint;
  /** What the key does when it was only pressed, on nothing. */
  readonly otherwise: () => void;
  readonly time: number;
}

/** What a sweep came to so far. */
export interface Swept {
  readonly act: SweepAct;
  readonly count: number;
}

export type Input =
  | PointerInput
  | SweepInput
  /** The key of a sweep is up. */
  | { readonly type: "release"; readonly time: number }
  | { readonly type: "nudge"; readonly dx: number; readonly dy: number; readonly large: boolean; readonly time: number }
  /** Of a box edited by keys: the next corner; it is right so. */
  | { readonly type: "corner" | "keep" }
  /** The pointer left the picture. */
  | { readonly type: "leave" }
  | { readonly type: "escape" };

export type StateName =
  | "Idle" | "MaybeDraw" | "Drawing" | "Placing" | "Pointing" | "Moving" | "PointingEdge" | "Resizing" | "PlacingEdge" | "PlacingBox" | "FourPoints" | "Framing" | "Panning" | "Nudging"
  | "EdgeKeys" | "Sweeping";

/** One state of the canvas: a person's hand between press and release. */
export interface State {
  readonly name: StateName;
  /** In the middle of something: A, R, F, D and digits wait. */
  readonly busy: boolean;
  /** The next state; itself to stay. */
  on(input: Input, editor: Editor): State;
  /** Puts back what was begun: Esc, a lost pointer, a box deleted elsewhere. */
  cancel(editor: Editor): void;
}
