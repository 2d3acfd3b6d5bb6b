import { ApiError } from "../api/problem";
import type { AnnotationSet } from "../api/types";
import { sameBoxes } from "../canvas/change/Box";
import type { Entry, Names, Version, Work } from "./Entry";
import type { Journal } from "./Journal";
import { merge, settled, type Choice } from "./merge";
import { newNames, toVersion } from "./wire";

const QuietMilliseconds = 600;
const LongestWait = 30_000;

export interface Receipt {
  readonly state: "nothing" | "saved" | "saving" | "undecided" | "kept" | "needsYou";
  readonly revision?: number;
  readonly at?: Date;
  /** Images kept on this computer, undecided ones too, or that need a person. */
  readonly images?: number;
  readonly retryAt?: number;
}

export type Outcome =
  | { readonly kind: "saved"; readonly entry: Entry; readonly now: Version }
  | { readonly kind: "changed"; readonly entry: Entry; readonly now: Version; readonly reason: string }
  | { readonly kind: "merged"; readonly entry: Entry; readonly fromOthers: number }
  | { readonly kind: "resting"; readonly entry: Entry };

/** Sends what the journal holds: one request an image at a time, again after 1, 2, 4 .. 30 s, until it arrived or needs a person. */
export class Saver {
  private readonly entries = new Map<string, Entry>();
  /** By image, for the whole visit: a box on the screen is known under its own id long after its work was sent. */
  private readonly names = new Map<string, Names>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What is on its way, by image. */
  private readonly sending = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(outcome: Outcome) => void>();
  private failures = 0;
  private retryAt: number | undefined;
  private last: { revision: number; at: Date; recorded: number } | undefined;
  private shown: Receipt = { state: "nothing" };

  constructor(private readonly journal: Journal, private readonly send: (entry: Entry) => Promise<AnnotationSet>) {}

  /** Goes on with what an earlier visit left. */
  async resume(): Promise<void> {
    for (const entry of await this.journal.all()) {
      if (this.entries.has(entry.imageId)) continue;
      this.entries.set(entry.imageId, entry);
      this.names.set(entry.imageId, entry.names);
      if (!entry.rest && entry.act !== "draft") this.schedule(entry.imageId, 0);
    }
    this.tell();
  }

  entry(imageId: string): Entry | undefined {
    return this.entries.get(imageId);
  }

  namesOf(imageId: string): Names {
    return this.names.get(imageId) ?? {};
  }

  resting(): Entry[] {
    return [...this.entries.values()].filter((entry) => entry.rest);
  }

  /** Written down first, sent when it is quiet, or at once. */
  record(work: Work, now = false): Promise<void> {
    const before = this.entries.get(work.imageId);
    // What takes the place of unsent work takes its time along.
    const unsentMs = before && this.sending.get(work.imageId)?.key !== before.key ? before.durationMs : 0;
    return this.keep({ ...work, durationMs: work.durationMs + unsentMs, names: this.namesOf(work.imageId) }, now);
  }

  private async keep(entry: Entry, now = false): Promise<void> {
    this.entries.set(entry.imageId, entry);
    this.tell();
    await this.journal.write(entry);
    if (entry.act !== "draft" && !entry.rest) this.schedule(entry.imageId, now ? 0 : QuietMilliseconds);
  }

  /** The tab goes away or the image is left: no waiting for quiet. */
  flush(): void {
    for (const [imageId, entry] of this.entries) {
      if (entry.act !== "draft" && !entry.rest && !this.sending.has(imageId)) this.schedule(imageId, 0);
    }
  }

  /** A decision that was not sent yet is no decision; true when it could be stopped so. */
  async stop(imageId: string): Promise<boolean> {
    const entry = this.entries.get(imageId);
    if (!entry || this.sending.has(imageId) || entry.act === "draft") return false;
    clearTimeout(this.timers.get(imageId));
    await this.keep({ ...entry, act: "draft", key: crypto.randomUUID() });
    return true;
  }

  async settle(imageId: string, choice: Choice): Promise<void> {
    const entry = this.entries.get(imageId);
    if (!entry?.theirs) return;
    const merged = merge(entry.base.boxes, entry.boxes, entry.theirs.boxes);
    const result = settled(merged, choice, () => `new-${crypto.randomUUID()}`);
    // Mine becomes a version first even when theirs stands in the end: the history holds all of them.
    const [boxes, then] = choice === "theirs" ? [merged.boxes, result] : [result, undefined];
    await this.keep({ ...entry, base: entry.theirs, boxes, then, theirs: undefined, rest: undefined, reason: undefined, key: crypto.randomUUID() }, true);
    this.hearers.forEach((hear) => hear({ kind: "merged", entry: { ...this.entries.get(imageId)!, boxes: result }, fromOthers: merged.clashes.length }));
  }

  /** What the server refused is sent once more: a role may be another now, or what stood in the way is gone. */
  async again(imageId: string): Promise<void> {
    const entry = this.entries.get(imageId);
    if (entry?.rest === "refused") await this.keep({ ...entry, rest: undefined, reason: undefined, key: crypto.randomUUID() }, true);
  }

  /** Leaves the work aside for good, when a person said so. */
  async discard(imageId: string): Promise<void> {
    const entry = this.entries.get(imageId);
    if (!entry) return;
    this.entries.delete(imageId);
    await this.journal.remove(imageId, entry.key);
    this.tell();
  }

  hear(hearer: (outcome: Outcome) => void): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  receipt = (): Receipt => this.shown;

  private schedule(imageId: string, wait: number): void {
    clearTimeout(this.timers.get(imageId));
    this.timers.set(imageId, setTimeout(() => void this.sendOne(imageId), wait));
  }

  private async sendOne(imageId: string): Promise<void> {
    const entry = this.entries.get(imageId);
    if (!entry || entry.rest || entry.act === "draft" || this.sending.has(imageId)) return;
    this.sending.set(imageId, entry);
    this.tell();
    try {
      await this.arrived(entry, await this.send(entry));
      this.failures = 0;
      this.retryAt = undefined;
    } catch (error) {
      await this.failed(entry, error);
    } finally {
      this.sending.delete(imageId);
      this.tell();
    }
    const next = this.entries.get(imageId);
    if (next && next.key !== entry.key && !next.rest && next.act !== "draft") this.schedule(imageId, 0);
  }

  private async arrived(entry: Entry, answer: AnnotationSet): Promise<void> {
    const names = newNames(entry.boxes, answer, this.namesOf(entry.imageId));
    this.names.set(entry.imageId, names);
    const now = toVersion(answer, names);
    this.last = { revision: now.revision, at: new Date(), recorded: entry.at };
    const newer = this.entries.get(entry.imageId);
    const next = newer && newer.key !== entry.key ? { ...newer, base: now, names }
      : entry.then ? { ...entry, base: now, boxes: entry.then, then: undefined, durationMs: 0, names, key: crypto.randomUUID() } : undefined;
    if (next) this.entries.set(entry.imageId, next);
    else this.entries.delete(entry.imageId);
    const written = next ? this.journal.write(next) : this.journal.remove(entry.imageId, entry.key);
    // Before the journal answers: whatever is recorded from now on is made from this version.
    this.hearers.forEach((hear) => hear({ kind: "saved", entry: { ...entry, names }, now }));
    await written;
    if (this.failures > 0) this.flush();
  }

  private async failed(entry: Entry, error: unknown): Promise<void> {
    if (!(error instanceof ApiError)) throw error;
    const newer = await this.withTimeOf(entry);
    if (error.isPassing) return this.retryLater();
    if (error.status === 412) return this.stale(entry, toVersion(error.problem.current as AnnotationSet, this.namesOf(entry.imageId)));
    const current = error.problem.current as AnnotationSet | undefined;
    if (error.status === 409 && current && (entry.act !== "correct" || isSuggestion(current))) return this.overtaken(entry, error);
    // What was recorded meanwhile gets an answer of its own.
    if (!newer) await this.rest({ ...entry, rest: error.status === 404 || error.status === 410 ? "setAside" : "refused", reason: error.problem.title });
  }

  /** What was recorded while this was on its way takes over the time that did not arrive; true when there is such. */
  private async withTimeOf(entry: Entry): Promise<boolean> {
    const newer = this.entries.get(entry.imageId);
    if (!newer || newer.key === entry.key) return false;
    const next = { ...newer, durationMs: newer.durationMs + entry.durationMs };
    this.entries.set(entry.imageId, next);
    await this.journal.write(next);
    return true;
  }

  /** The suggestion changed meanwhile: nothing was saved. The decision is forgotten, a person's own boxes stay with the new suggestion as a draft. */
  private async overtaken(entry: Entry, error: ApiError): Promise<void> {
    const now = toVersion(error.problem.current as AnnotationSet, this.namesOf(entry.imageId));
    const mine = this.entries.get(entry.imageId) ?? entry;
    const boxes = entry.act === "correct" ? merge(entry.base.boxes, mine.boxes, now.boxes).boxes : now.boxes;
    const next: Entry = { ...mine, base: now, boxes, act: "draft", key: crypto.randomUUID() };
    this.entries.set(entry.imageId, next);
    await this.journal.write(next);
    if (entry.act !== "correct") await this.discard(entry.imageId);
    this.hearers.forEach((hear) => hear({ kind: "changed", entry: next, now, reason: error.problem.title }));
  }

  private async stale(entry: Entry, theirs: Version): Promise<void> {
    const mine = this.entries.get(entry.imageId) ?? entry;
    const merged = merge(entry.base.boxes, mine.boxes, theirs.boxes);
    if (merged.clashes.length > 0) return this.rest({ ...mine, rest: "conflict", theirs });
    const next = { ...mine, base: theirs, boxes: merged.boxes, key: crypto.randomUUID() };
    this.entries.set(entry.imageId, next);
    await this.journal.write(next);
    this.hearers.forEach((hear) => hear({ kind: "merged", entry: next, fromOthers: merged.fromOthers }));
  }

  private async rest(entry: Entry): Promise<void> {
    this.entries.set(entry.imageId, entry);
    await this.journal.write(entry);
    this.hearers.forEach((hear) => hear({ kind: "resting", entry }));
  }

  private retryLater(): void {
    const wait = Math.min(1000 * 2 ** this.failures, LongestWait) * (0.8 + 0.4 * (crypto.getRandomValues(new Uint8Array(1))[0]! / 255));
    this.failures += 1;
    this.retryAt = Date.now() + wait;
    setTimeout(() => this.flush(), wait);
  }

  private tell(): void {
    const waiting = [...this.entries.values()].filter((entry) => entry.act !== "draft" && !entry.rest);
    const resting = this.resting().length;
    const undecided = [...this.entries.values()].filter((entry) => entry.act === "draft" && !sameBoxes(entry.boxes, entry.base.boxes));
    const { last } = this;
    if (resting > 0) this.shown = { state: "needsYou", images: resting };
    else if (this.retryAt !== undefined && waiting.length > 0) this.shown = { state: "kept", images: waiting.length, retryAt: this.retryAt };
    else if (waiting.length > 0) this.shown = { state: "saving" };
    // A receipt of what was saved before would be read as one for a change made since.
    else if (undecided.some((entry) => !last || entry.at > last.recorded)) this.shown = { state: "undecided", images: undecided.length };
    else this.shown = last ? { state: "saved", revision: last.revision, at: last.at } : { state: "nothing" };
    this.listeners.forEach((listener) => listener());
  }
}

function isSuggestion(set: AnnotationSet): boolean {
  return set.state === "auto" && Boolean(set.proposalId);
}
