import { sameBox } from "./Box";
import type { BoxSet } from "./BoxSet";
import { inverse, isEmpty, joined, type ChangeSet } from "./ChangeSet";

/** Steps of the same kind within this time are one (a run of nudges). */
const JoinMilliseconds = 500;

interface Step {
  readonly set: ChangeSet;
  readonly kind: string;
  readonly at: number;
}

export interface Undone {
  readonly set: ChangeSet;
  /** Boxes left alone, because somebody else changed them since. */
  readonly skipped: number;
}

/** One person's acts on one image, without limit. Changes from elsewhere never enter it. */
export class UndoStack {
  private readonly done: Step[] = [];
  private readonly undone: Step[] = [];

  get size(): number {
    return this.done.length;
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  push(set: ChangeSet, kind: string, at: number): void {
    if (set.origin === "remote" || isEmpty(set)) return;
    const last = this.done.at(-1);
    if (kind === "nudge" && last?.kind === "nudge" && at - last.at <= JoinMilliseconds && sameIds(last.set, set)) {
      this.done[this.done.length - 1] = { set: joined(last.set, set), kind, at };
    } else {
      this.done.push({ set, kind, at });
    }
    this.undone.length = 0;
  }

  /** All acts since there were so many steps become one step. */
  join(from: number): void {
    const steps = this.done.splice(from);
    const last = steps.at(-1);
    if (last) this.done.push({ ...last, set: steps.map((step) => step.set).reduce(joined) });
  }

  undo(boxes: BoxSet): Undone | null {
    return this.play(this.done, this.undone, boxes, inverse);
  }

  redo(boxes: BoxSet): Undone | null {
    return this.play(this.undone, this.done, boxes, (set) => set);
  }

  private play(from: Step[], to: Step[], boxes: BoxSet, turn: (set: ChangeSet) => ChangeSet): Undone | null {
    const step = from.pop();
    if (!step) return null;
    to.push(step);
    const wanted = turn(step.set);
    const set: ChangeSet = {
      created: wanted.created.filter((box) => !boxes.has(box.id)),
      updated: wanted.updated.filter(({ before }) => sameBox(boxes.get(before.id), before)),
      deleted: wanted.deleted.filter((box) => sameBox(boxes.get(box.id), box)),
      origin: "mine",
    };
    const count = (s: ChangeSet) => s.created.length + s.updated.length + s.deleted.length;
    boxes.apply(set);
    return { set, skipped: count(wanted) - count(set) };
  }
}

function sameIds(a: ChangeSet, b: ChangeSet): boolean {
  const ids = (set: ChangeSet) => set.updated.map((update) => update.after.id).sort().join();
  return ids(a) === ids(b) && b.created.length === 0 && b.deleted.length === 0;
}
