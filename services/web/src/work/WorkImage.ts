import { api, ask, contentUrl } from "../api/client";
import type { QueueItem } from "../api/types";
import { sameBox, type Box } from "../canvas/change/Box";
import { BoxSet } from "../canvas/change/BoxSet";
import { change } from "../canvas/change/ChangeSet";
import { UndoStack } from "../canvas/change/UndoStack";
import { Editor } from "../canvas/Editor";
import type { Act, Version } from "../journal/Entry";
import type { Outcome, Saver } from "../journal/Saver";
import { toVersion } from "../journal/wire";
import { ActiveTime } from "./ActiveTime";

export type WorkItem = Pick<QueueItem, "id" | "name" | "width" | "height"> & { readonly reason?: string };

/** One image at work: its boxes in the editor, the version they come from, and the way to the journal. */
export class WorkImage {
  readonly editor: Editor;
  readonly time = new ActiveTime();
  paintedAt: number | null = null;
  /** The last decision or save that moved on from it. */
  decided: Act | null = null;
  askedEmpty = false;

  private constructor(readonly projectId: string, readonly item: WorkItem, public base: Version, boxes: readonly Box[], private readonly saver: Saver) {
    this.editor = new Editor(new BoxSet(boxes), new UndoStack(), item, { width: 900, height: 600 });
    this.editor.onChange = () => void this.record(this.quietAct());
  }

  static async open(projectId: string, item: WorkItem, saver: Saver): Promise<WorkImage> {
    const picture = new Image();
    picture.src = contentUrl(item.id);
    void picture.decode().catch(() => undefined);
    const entry = saver.entry(item.id);
    const base = toVersion(await ask(api.GET("/api/v1/images/{image}/annotations", { params: { path: { image: item.id } } })), entry?.names);
    // Unsent work of an earlier visit is what the person left here.
    return entry && entry.act !== "accept" && entry.act !== "reject" && entry.act !== "reopen"
      ? new WorkImage(projectId, item, entry.base, entry.boxes, saver)
      : new WorkImage(projectId, item, base, base.boxes, saver);
  }

  get isSuggested(): boolean {
    return this.base.state === "auto" && this.base.proposalId !== null;
  }

  get isChanged(): boolean {
    const now = this.editor.boxes;
    return now.size !== this.base.boxes.length || this.base.boxes.some((box) => !sameBox(box, now.get(box.id)));
  }

  /** What leaving or pausing says of the image: never that it is finished, unless it was. */
  quietAct(): Act {
    if (this.isSuggested) return "draft";
    return this.base.state === "labeled" ? "done" : "begun";
  }

  /** A, R: the person has decided; sent at once, nobody waits for it. */
  async decide(act: Act): Promise<void> {
    this.decided = act;
    await this.record(act, true);
  }

  /** Takes the last decision back: before it was sent by not sending it, after by the server. */
  async takeBack(): Promise<void> {
    const act = this.decided;
    this.decided = null;
    if (!act || (await this.saver.stop(this.item.id))) return;
    const back: Act = act === "done" ? "begun" : "reopen";
    await this.record(back, true);
  }

  async record(act: Act, now = false): Promise<void> {
    await this.saver.record({
      imageId: this.item.id, projectId: this.projectId, imageName: this.item.name, base: this.base, boxes: this.editor.boxes.all(), act,
      durationMs: this.time.take(), key: crypto.randomUUID(), names: {}, at: Date.now(),
    }, now);
  }

  /** The server's answer, or what others saved meanwhile. */
  hear(outcome: Outcome): void {
    if (outcome.entry.imageId !== this.item.id) return;
    if (outcome.kind === "saved") {
      const reopened = outcome.entry.act === "reopen";
      this.base = outcome.now;
      if (reopened) this.replace(outcome.now.boxes);
    } else if (outcome.kind === "merged") {
      this.base = outcome.entry.base;
      this.replace(outcome.entry.boxes);
    }
    this.editor.changed();
  }

  private replace(boxes: readonly Box[]): void {
    const wanted = new Map(boxes.map((box) => [box.id, box]));
    const now = this.editor.boxes;
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
