import { api, ask } from "../api/client";
import { say } from "../parts/Toasts";
import { texts } from "../texts/en";
import type { Entry } from "../journal/Entry";
import type { Outcome, Saver } from "../journal/Saver";
import { Reservations } from "./Reservations";
import { isFiltered, NoFilter, sameFilter, type ReviewFilter } from "./reviewFilter";
import { WorkImage, type WorkItem } from "./WorkImage";

export type Purpose = "label" | "review";

const ClaimSize = { label: 6, review: 12 } as const;
/** Fewer than this ahead: claim more. */
const FewAhead = 3;
/** Loaded and decoded before anybody asks for them. */
const Ahead = 2;

/** The images in front of a person: reserved for them, the next ones loaded, the ones before a key away. */
export class WorkQueue {
  private readonly items: WorkItem[] = [];
  private readonly opened = new Map<string, Promise<WorkImage>>();
  private readonly listeners = new Set<() => void>();
  private readonly reservations: Reservations;
  private readonly unhear: () => void;
  private readonly ready = new Map<string, WorkImage>();
  private claiming: Promise<void> | null = null;
  private choosing: Promise<void> = Promise.resolve();
  private index = 0;
  private version = 0;
  isEmpty = false;
  error: Error | null = null;
  /** How many undecided images the filter lets through, as the server counted at the last claim, less what was decided since. */
  left: number | null = null;

  /** `only`: what comes in place of reserved images, and nothing after them. */
  constructor(
    readonly projectId: string, readonly purpose: Purpose, private readonly saver: Saver, first: WorkItem | null, public filter: ReviewFilter = NoFilter,
    readonly only: readonly WorkItem[] | null = null,
  ) {
    this.items.push(...(only ?? (first ? [first] : [])));
    this.unhear = saver.hear((outcome) => this.hear(outcome));
    this.reservations = new Reservations(projectId, () => this.tell());
  }

  close(): void {
    this.unhear();
    this.saver.flush();
    this.reservations.close();
  }

  /** The image to show; null while it loads or when there is none left. */
  get current(): WorkImage | null {
    const item = this.items[this.index];
    return item ? (this.ready.get(item.id) ?? null) : null;
  }

  get before(): WorkImage | null {
    const item = this.items[this.index - 1];
    return item ? (this.ready.get(item.id) ?? null) : null;
  }

  /** Under the filter nothing waits any more, for anybody. */
  get matchesNothing(): boolean {
    return isFiltered(this.filter) && this.left === 0;
  }

  get reservedUntil(): Date | null {
    return this.reservations.until;
  }

  get canGoBack(): boolean {
    return this.index > 0;
  }

  async start(): Promise<void> {
    await this.arrive();
  }

  /** Other suggestions from now on: the image on screen is put down as by going on, what is reserved and not decided goes back, then new ones come. */
  choose(filter: ReviewFilter): Promise<void> {
    if (sameFilter(filter, this.filter)) return this.choosing;
    this.leave();
    this.filter = filter;
    return (this.choosing = this.choosing.then(() => this.begin(filter)));
  }

  async next(): Promise<void> {
    this.leave();
    this.index = Math.min(this.index + 1, this.items.length);
    await this.arrive();
  }

  async back(): Promise<void> {
    if (this.index === 0) return;
    this.leave();
    this.index -= 1;
    await this.arrive();
  }

  /** Shows the current image as the server has it now; what is on screen stays until then. */
  async reload(): Promise<void> {
    const item = this.items[this.index];
    if (!item) return;
    this.opened.delete(item.id);
    await this.arrive();
  }

  /** A model has suggested anew: what is prepared but not yet shown is read again. The image on screen stays as it is. */
  renewAhead(): void {
    for (const item of this.items.slice(this.index + 1)) this.forget(item.id);
    void this.ahead().catch(() => undefined);
  }

  /** There may be new work: something was imported, or a model has suggested. */
  async look(): Promise<void> {
    if (this.isEmpty) await this.arrive();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private async begin(filter: ReviewFilter): Promise<void> {
    await this.claiming?.catch(() => undefined);
    // Chosen again meanwhile.
    if (filter !== this.filter) return;
    this.reservations.release();
    this.left = null;
    // What was decided can still be taken back.
    const kept = this.items.slice(0, this.index).filter((item) => this.ready.get(item.id)?.decided);
    for (const item of this.items.filter((one) => !kept.includes(one))) this.forget(item.id);
    this.items.splice(0, this.items.length, ...kept);
    this.index = kept.length;
    this.tell();
    await this.arrive();
  }

  private hear(outcome: Outcome): void {
    this.ready.get(outcome.entry.imageId)?.hear(outcome);
    if (outcome.kind === "saved") this.count(outcome.entry);
    if (outcome.kind === "changed") this.bringBack(outcome);
    this.tell();
  }

  /** A decision did not count, because the suggestion was no longer the one shown: the image comes again, next. */
  private bringBack({ entry, now, reason }: Outcome & { readonly kind: "changed" }): void {
    if (now.state !== "auto") return say(`${entry.imageName}: ${reason}`);
    say(texts.work.changedMeanwhile(entry.imageName));
    const at = this.items.findIndex((item) => item.id === entry.imageId);
    if (at < 0 || at >= this.index) return;
    const [item] = this.items.splice(at, 1);
    this.index -= 1;
    const isWaiting = !this.items[this.index];
    this.items.splice(isWaiting ? this.index : this.index + 1, 0, item!);
    if (isWaiting) void this.arrive();
  }

  private count({ imageId, act }: Entry): void {
    const by = act === "reopen" ? 1 : act === "accept" || act === "correct" || act === "reject" ? -1 : 0;
    if (this.left !== null && this.items.some((item) => item.id === imageId && item.reason)) this.left = Math.max(this.left + by, 0);
  }

  private leave(): void {
    this.current?.editor.cancel();
    this.current?.time.leave();
    this.saver.flush();
  }

  private async arrive(): Promise<void> {
    this.error = null;
    try {
      if (!this.items[this.index]) await this.claim();
      this.isEmpty = !this.items[this.index];
      this.tell();
      const item = this.items[this.index];
      if (item) await this.open(item);
      this.current?.time.touch();
      this.tell();
    } catch (error) {
      this.error = error as Error;
      this.tell();
      return;
    }
    // Without an answer one goes on with what is at hand.
    await this.ahead().catch(() => undefined);
  }

  /** The two images after this one are loaded and decoded before anybody asks. */
  private async ahead(): Promise<void> {
    if (this.items.length - this.index <= FewAhead) await this.claim();
    await Promise.all(this.items.slice(this.index + 1, this.index + 1 + Ahead).map((item) => this.open(item)));
    for (const item of this.items.slice(0, Math.max(this.index - 20, 0))) this.forget(item.id);
  }

  private async open(item: WorkItem): Promise<void> {
    let opening = this.opened.get(item.id);
    if (!opening) {
      opening = WorkImage.open(this.projectId, item, this.saver);
      this.opened.set(item.id, opening);
    }
    try {
      const work = await opening;
      // Read anew meanwhile: what is decided must be what is painted, so it does not change under the person's eyes.
      if (this.opened.get(item.id) === opening) this.ready.set(item.id, work);
    } catch (error) {
      if (this.opened.get(item.id) === opening) this.opened.delete(item.id);
      throw error;
    }
  }

  private forget(id: string): void {
    this.opened.delete(id);
    this.ready.delete(id);
  }

  private claim(): Promise<void> {
    return (this.claiming ??= this.claimMore().finally(() => { this.claiming = null; }));
  }

  private async claimMore(): Promise<void> {
    if (this.only) return;
    await Reservations.returned();
    const claim = await ask(api.POST("/api/v1/projects/{project}/queue/claims", {
      params: { path: { project: this.projectId }, header: { "Idempotency-Key": crypto.randomUUID() } },
      body: { purpose: this.purpose, limit: ClaimSize[this.purpose], ...this.filter },
    }));
    this.reservations.add(claim);
    this.left = claim.remaining ?? null;
    const known = new Set(this.items.map((item) => item.id));
    this.items.push(...claim.items.filter((item) => !known.has(item.id)));
  }

  private tell(): void {
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }
}
