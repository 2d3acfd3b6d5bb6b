import type { Verdict, WallBox } from "../../api/types";
import { outbox } from "../../journal/verdicts";
import { decidedAnew, say, sayTakenBack } from "../../parts/Toasts";
import { texts } from "../../texts/en";
import type { HeldBoxes } from "./HeldBoxes";
import { NoPicks, takenBack, verdictsOf, type Picks } from "./PagePicks";
import { Pace, type Advice } from "./Pace";

const t = texts.wall;

export interface WallFilter {
  readonly label: string;
  readonly sort: string;
  /** auto: suggestions; labeled: boxes of checked images; all. */
  readonly of: string;
  readonly minScore?: number;
  readonly maxScore?: number;
}

interface Page {
  readonly cursor: string | undefined;
  readonly next: string | undefined;
  readonly boxes: readonly WallBox[];
  /** Boxes of the choice that others have in hand. */
  readonly withOthers: number;
}

interface Done {
  readonly cursor: string | undefined;
  readonly picks: Picks;
  readonly verdicts: readonly Verdict[];
}

/** Page after page of crops; what a person says of a page is one act, sent until it arrives, and can be taken back. */
export class Wall {
  page: Page | null = null;
  picks: Picks = NoPicks;
  readonly painted = new Set<string>();
  isSending = false;
  isKept = false;
  error: Error | null = null;
  advice: Advice | null = null;
  /** Planted crops of the page before that were taken for right. */
  missed: readonly WallBox[] = [];
  readonly pace = new Pace();
  private ahead: Promise<Page> | null = null;
  private readonly before: (string | undefined)[] = [];
  private readonly done: Done[] = [];
  private readonly undone: Done[] = [];
  private readonly listeners = new Set<() => void>();
  private version = 0;
  private shownAt = performance.now();

  constructor(private readonly project: string, readonly filter: WallFilter, readonly size: number, private readonly held: HeldBoxes) {}

  async start(): Promise<void> {
    await this.show(this.load(undefined));
  }

  /** Pages sent and not taken back. */
  get acts(): number {
    return this.done.length;
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  get canGoBack(): boolean {
    return this.before.length > 0;
  }

  setPicks(picks: Picks): void {
    this.picks = picks;
    this.tell();
  }

  paint(box: string): void {
    this.painted.add(box);
    this.tell();
  }

  /** Accept the others, as picked the picked: then the next page. */
  async accept(): Promise<void> {
    const { page } = this;
    if (!page || this.isSending) return;
    const verdicts = verdictsOf(page.boxes, this.picks, this.painted);
    if (verdicts.length === 0) return;
    const act: Done = { cursor: page.cursor, picks: this.picks, verdicts };
    const milliseconds = performance.now() - this.shownAt;
    const planted = await this.send(verdicts);
    if (!planted) return;
    decidedAnew();
    this.done.push(act);
    this.undone.length = 0;
    this.missed = page.boxes.filter((box) => planted.get(box.id) === "missed");
    this.advice = this.pace.page(verdicts.length, this.picks.size, milliseconds, planted.size, this.missed.length);
    if (planted.size > this.missed.length) say(t.planted.found(this.pace.planted - this.pace.missed, this.pace.planted));
    await this.next();
  }

  async next(): Promise<void> {
    if (!this.page) return;
    const { cursor, next } = this.page;
    this.before.push(cursor);
    await this.show(next === undefined ? Promise.resolve({ cursor: undefined, next: undefined, boxes: [], withOthers: 0 }) : (this.ahead ?? this.load(next)));
  }

  async back(): Promise<void> {
    if (this.before.length > 0) await this.show(this.load(this.before.pop()));
  }

  async undo(): Promise<void> {
    const act = this.done.at(-1);
    if (!act || this.isSending || !(await this.send(takenBack(act.verdicts)))) return;
    this.undone.push(this.done.pop()!);
    const right = act.verdicts.filter((verdict) => verdict.verdict === "right").length;
    sayTakenBack(t.takenBack(right, act.verdicts.length - right));
    const at = this.before.lastIndexOf(act.cursor);
    if (at >= 0) this.before.length = at;
    await this.show(this.load(act.cursor), act.picks);
  }

  async redo(): Promise<void> {
    const act = this.undone.at(-1);
    if (!act || this.isSending || !(await this.send(act.verdicts))) return;
    this.done.push(this.undone.pop()!);
    decidedAnew();
    await this.next();
  }

  dismiss(): void {
    this.advice = null;
    this.missed = [];
    this.tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private async show(loading: Promise<Page>, picks: Picks = NoPicks): Promise<void> {
    this.error = null;
    try {
      this.page = await loading;
      this.picks = picks;
      this.shownAt = performance.now();
      this.ahead = this.page.next === undefined ? null : this.load(this.page.next);
      void this.ahead?.then((page) => page.boxes.forEach(fetchCrop), () => { this.ahead = null; });
    } catch (error) {
      this.error = error as Error;
    }
    this.tell();
  }

  private async load(cursor: string | undefined): Promise<Page> {
    const { label, sort, of, minScore, maxScore } = this.filter;
    const answer = await this.held.page({
      label: label || null, sort, state: of === "all" ? null : of, minScore: minScore ?? null, maxScore: maxScore ?? null, limit: this.size, cursor: cursor ?? null,
    });
    return { cursor, next: answer.nextCursor ?? undefined, boxes: answer.items, withOthers: answer.withOthers };
  }

  /** Kept in this browser until it has arrived. What became of planted crops, null when it was not taken. */
  private async send(verdicts: readonly Verdict[]): Promise<ReadonlyMap<string, string> | null> {
    this.isSending = true;
    this.tell();
    try {
      const answer = await outbox.send(this.project, verdicts, () => { this.isKept = true; this.tell(); });
      const refused = answer.items.filter((item) => !item.ok);
      if (refused.length > 0) say(t.refused(refused.length, refused[0]!.error ?? ""));
      return new Map(answer.items.flatMap((item) => (item.planted ? [[item.boxId, item.planted]] : [])));
    } catch (error) {
      say((error as Error).message);
      return null;
    } finally {
      this.isSending = false;
      this.isKept = false;
      this.tell();
    }
  }

  private tell(): void {
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }
}

export const cropUrl = (box: WallBox): string => `${box.crop}?size=256`;

function fetchCrop(box: WallBox): void {
  new Image().src = cropUrl(box);
}
