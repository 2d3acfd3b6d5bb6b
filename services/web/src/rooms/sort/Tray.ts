import { api, ask } from "../../api/client";
import type { QueueItem } from "../../api/types";
import type { Entry, Version, Work } from "../../journal/Entry";
import type { Outcome, Saver } from "../../journal/Saver";
import { wholeImage } from "../../journal/wire";
import { decidedAnew } from "../../parts/Toasts";
import { ActiveTime } from "../../work/ActiveTime";
import { Reservations } from "../../work/Reservations";
import { range } from "../wall/PagePicks";

const Unsorted: Version = { revision: 0, state: "unlabeled", proposalId: null, boxes: [] };

/** A screen of images that nobody has sorted, reserved for this person: some of them get one class together, which is one act. */
export class Tray {
  items: readonly QueueItem[] = [];
  selected: ReadonlySet<string> = new Set();
  isLoading = true;
  error: Error | null = null;
  readonly time = new ActiveTime();
  private readonly acts: QueueItem[][] = [];
  private readonly versions = new Map<string, Version>();
  private readonly listeners = new Set<() => void>();
  private readonly reservations: Reservations;
  private readonly unhear: () => void;
  private version = 0;

  constructor(private readonly project: string, private readonly size: number, private readonly saver: Saver) {
    this.unhear = saver.hear((outcome) => this.hear(outcome));
    this.reservations = new Reservations(project);
  }

  /** The next screen; what is on this one and not sorted goes back to the others. */
  async fill(): Promise<void> {
    this.isLoading = true;
    this.error = null;
    this.tell();
    try {
      await Reservations.returned();
      const claim = await ask(api.POST("/api/v1/projects/{project}/queue/claims", {
        params: { path: { project: this.project }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: { purpose: "label", limit: this.size },
      }));
      this.reservations.release();
      this.reservations.add(claim);
      this.items = claim.items.filter((item) => this.saver.entry(item.id) === undefined);
      this.selected = new Set();
    } catch (error) {
      this.error = error as Error;
    }
    this.isLoading = false;
    this.tell();
  }

  select(ids: readonly string[], extend = false): void {
    const next = new Set(extend ? this.selected : []);
    if (extend && ids.every((id) => this.selected.has(id))) ids.forEach((id) => next.delete(id));
    else ids.forEach((id) => next.add(id));
    this.selected = next;
    this.tell();
  }

  /** All from one place on the screen to another, besides what is selected already. */
  selectRange(from: number, to: number): void {
    this.select([...this.selected, ...range(from, to).flatMap((i) => this.items[i]?.id ?? [])]);
  }

  /** The selected ones are of this class: written down at once, sent, gone from the screen. */
  async sort(labelId: string): Promise<number> {
    const chosen = this.items.filter((item) => this.selected.has(item.id));
    if (chosen.length === 0) return 0;
    decidedAnew();
    this.acts.push(chosen);
    this.items = this.items.filter((item) => !this.selected.has(item.id));
    this.selected = new Set();
    this.tell();
    const milliseconds = this.time.take() / chosen.length;
    await Promise.all(chosen.map((item) => this.saver.record(this.entry(item, [wholeImage(`new-${crypto.randomUUID()}`, labelId, "mine")], "done", milliseconds), true)));
    if (this.items.length === 0) await this.fill();
    return chosen.length;
  }

  /** The last act is taken back: its images are here again, not sorted. */
  async undo(): Promise<number> {
    const act = this.acts.pop();
    if (!act) return 0;
    for (const item of act) {
      if (!(await this.saver.stop(item.id))) await this.saver.record(this.entry(item, [], "begun", 0), true);
      else await this.saver.discard(item.id);
    }
    this.items = [...act, ...this.items.filter((item) => !act.some((one) => one.id === item.id))];
    this.selected = new Set(act.map((item) => item.id));
    this.tell();
    return act.length;
  }

  get canUndo(): boolean {
    return this.acts.length > 0;
  }

  close(): void {
    this.unhear();
    this.saver.flush();
    this.reservations.close();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private entry(item: QueueItem, boxes: Entry["boxes"], act: Entry["act"], durationMs: number): Work {
    return {
      imageId: item.id, projectId: this.project, imageName: item.name, base: this.versions.get(item.id) ?? Unsorted, boxes, act, durationMs,
      key: crypto.randomUUID(), at: Date.now(),
    };
  }

  private hear(outcome: Outcome): void {
    if (outcome.kind === "saved") this.versions.set(outcome.entry.imageId, outcome.now);
  }

  private tell(): void {
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }
}
