import { api, ask, contentUrl, thumbnailUrl } from "../api/client";
import type { AnnotationSet, DoubtfulLabel, QueueItem } from "../api/types";
import { sameBox, sameBoxes, type Box } from "../canvas/change/Box";
import { BoxSet } from "../canvas/change/BoxSet";
import { change } from "../canvas/change/ChangeSet";
import { UndoStack } from "../canvas/change/UndoStack";
import { Editor } from "../canvas/Editor";
import type { Act, Entry, Version } from "../journal/Entry";
import type { Outcome, Saver } from "../journal/Saver";
import { toVersion } from "../journal/wire";
import { decidedAnew, say } from "../parts/Toasts";
import { texts } from "../texts/en";
import { ActiveTime } from "./ActiveTime";
import { offer } from "./boxActs";
import { blink } from "./lighting";

export type WorkItem = Pick<QueueItem, "id" | "name" | "width" | "height"> & {
  readonly reason?: string;
  /** The box that it was opened for. */
  readonly box?: string | undefined;
  /** What a model doubts of its labels, where it was opened for that. */
  readonly doubts?: readonly DoubtfulLabel[];
};

/** Larger than the server's previews: what the browser cannot decode is shown as one. */
const PreviewWidth = 2048;

/** One image at work: its boxes in the editor, the version they come from, and the way to the journal. */
export class WorkImage {
  readonly editor: Editor;
  readonly time = new ActiveTime();
  /** Kept with the image, so that it is decoded before anybody asks for it. */
  readonly picture = new Image();
  readonly decoded: Promise<void>;
  paintedAt: number | null = null;
  /** The last decision or save that moved on from it. */
  decided: Act | null = null;
  /** A decision that was taken back and can be made again. */
  takenBack: Act | null = null;
  askedEmpty = false;
  askedOutside = false;
  /** The decision changed what had been suggested. */
  private wasChanged = false;

  private constructor(readonly projectId: string, readonly item: WorkItem, public base: Version, boxes: readonly Box[], private readonly saver: Saver) {
    this.editor = new Editor(new BoxSet(boxes), new UndoStack(), item, { width: 900, height: 600 });
    this.editor.onChange = () => void this.record(this.quietAct());
    this.picture.alt = "";
    this.picture.draggable = false;
    this.picture.className = "canvas-picture";
    this.picture.width = item.width;
    this.picture.height = item.height;
    this.decoded = this.decode();
    const box = item.box ?? item.doubts?.find((one) => one.annotationId)?.annotationId;
    if (box) this.editor.select([box]);
  }

  static async open(projectId: string, item: WorkItem, saver: Saver): Promise<WorkImage> {
    let entry: Entry | undefined;
    let set: AnnotationSet;
    // Sent while this was read: once more, as it may be the version before.
    do {
      entry = saver.entry(item.id);
      set = await ask(api.GET("/api/v1/images/{image}/annotations", { params: { path: { image: item.id } } }));
    } while (saver.entry(item.id) !== entry);
    const base = toVersion(set, saver.namesOf(item.id));
    // Unsent work of an earlier visit is what the person left here.
    return entry && entry.act !== "accept" && entry.act !== "reject" && entry.act !== "reopen"
      ? new WorkImage(projectId, item, entry.base, entry.boxes, saver)
      : new WorkImage(projectId, item, base, base.boxes, saver);
  }

  get isSuggested(): boolean {
    return this.base.state === "auto" && this.base.proposalId !== null;
  }

  get isChanged(): boolean {
    return !sameBoxes(this.base.boxes, this.editor.boxes.all());
  }

  /** What a decision covers: the boxes that are not hidden under the line. */
  kept(): Box[] {
    return this.editor.boxes.all().filter((box) => !this.editor.isBelow(box));
  }

  /** Exactly what the model suggested: then a decision is an accept, else the set as it is shown is sent. */
  get isAsSuggested(): boolean {
    return sameBoxes(this.base.boxes.filter((box) => !box.ghost), this.kept());
  }

  /** What leaving or pausing says of the image: never that it is finished, unless it was. */
  quietAct(): Act {
    if (this.isSuggested) return "draft";
    // Being taken back, though the version that was finished is still the newest here.
    const isTakenBack = this.saver.entry(this.item.id)?.act === "begun";
    return this.base.state === "labeled" && !isTakenBack ? "done" : "begun";
  }

  /** A, R: the person has decided; sent at once, nobody waits for it. */
  async decide(act: Act): Promise<void> {
    decidedAnew();
    this.decided = act;
    this.takenBack = null;
    this.wasChanged = this.isChanged;
    await this.record(act, true, this.kept());
  }

  /** Takes the last decision back: before it was sent by not sending it, after by the server. With the act on the boxes, where that was part of it. */
  async takeBack(withAct = false): Promise<void> {
    const act = this.decided;
    this.decided = null;
    this.takenBack = act;
    if (!act) return;
    const wasStopped = await this.saver.stop(this.item.id);
    if (withAct) this.editor.undo();
    // Replaces what undoing has recorded, which still went by the version that is taken back.
    await this.record(wasStopped ? this.quietAct() : act === "done" ? "begun" : "reopen", !wasStopped);
  }

  async record(act: Act, now = false, boxes = this.editor.boxes.all()): Promise<void> {
    await this.saver.record({
      imageId: this.item.id, projectId: this.projectId, imageName: this.item.name, base: this.base, boxes, act,
      // Reopening carries no time: it stays for what is saved next.
      durationMs: act === "reopen" ? 0 : this.time.take(), key: crypto.randomUUID(), at: Date.now(),
    }, now);
  }

  /** The server's answer, or what others saved meanwhile. */
  hear(outcome: Outcome): void {
    if (outcome.entry.imageId !== this.item.id) return;
    if (outcome.kind === "saved") {
      this.base = outcome.now;
      if (outcome.entry.act === "reopen" && this.isChanged) {
        // What nobody has touched is as the server has it now: others may have decided meanwhile, or the model's line moved.
        if (this.wasChanged || this.saver.entry(this.item.id)) void this.record(this.quietAct());
        else this.replace(outcome.now.boxes);
      }
    } else if (outcome.kind === "merged") {
      this.base = outcome.entry.base;
      this.replace(outcome.entry.boxes);
      if (outcome.fromOthers > 0) say(texts.work.merged(outcome.fromOthers));
    } else if (outcome.kind === "changed") {
      this.decided = null;
      const shown = new Map(this.base.boxes.map((box) => [box.id, box]));
      this.base = outcome.now;
      this.replace(outcome.entry.boxes);
      blink(this.editor, this.kept().filter((box) => !sameBox(shown.get(box.id), box)).map((box) => box.id));
    }
    this.editor.changed();
  }

  private async decode(): Promise<void> {
    this.picture.src = contentUrl(this.item.id);
    try {
      await this.picture.decode();
    } catch {
      // TIFF and the like: the server's preview can be shown.
      this.picture.src = thumbnailUrl(this.item.id, PreviewWidth);
      await this.picture.decode().catch(() => undefined);
    }
  }

  private replace(boxes: readonly Box[]): void {
    const wanted = new Map(boxes.map((box) => [box.id, box]));
    const now = this.editor.boxes;
    const inHand = this.editor.state.busy ? this.editor.selected().map((box) => this.editor.shown(box)) : [];
    const lost = inHand.filter((box) => !wanted.has(box.id));
    if (lost.length > 0) {
      this.editor.cancel();
      offer(lost);
      say(texts.work.deletedUnderHand);
    }
    this.editor.commit(change({
      origin: "remote",
      created: boxes.filter((box) => !now.has(box.id)),
      deleted: now.all().filter((box) => !wanted.has(box.id)),
      updated: now.all().flatMap((before) => {
        const after = wanted.get(before.id);
        return after && !sameBox(before, after) ? [{ before, after }] : [];
      }),
    }), "remote");
  }
}
