/** Faster than anybody looks. */
const LeastSecondsPerCrop = 0.25;
/** After this much looking attention is gone (vigilance: Mackworth 1948). */
const LongestMinutes = 20;
const PagesWithoutPick = 3;
/** So many planted crops taken for right: attention is gone as well. */
const MostMissed = 2;

export type Advice = "slower" | "break" | "random";

/** How a person goes over the wall; says at most once each what would help. */
export class Pace {
  private readonly said = new Set<Advice>();
  private began: number | null = null;
  private quiet = 0;
  boxes = 0;
  picked = 0;
  planted = 0;
  missed = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A page was decided. */
  page(boxes: number, picked: number, milliseconds: number, planted = 0, missed = 0): Advice | null {
    this.began ??= this.now() - milliseconds;
    this.boxes += boxes;
    this.picked += picked;
    this.planted += planted;
    this.missed += missed;
    this.quiet = picked > 0 ? 0 : this.quiet + 1;
    if (boxes > 0 && milliseconds / 1000 / boxes < LeastSecondsPerCrop) return this.once("slower");
    if (this.now() - this.began > LongestMinutes * 60_000 || this.missed >= MostMissed) return this.once("break");
    return this.quiet >= PagesWithoutPick ? this.once("random") : null;
  }

  private once(advice: Advice): Advice | null {
    if (this.said.has(advice)) return null;
    this.said.add(advice);
    return advice;
  }
}
