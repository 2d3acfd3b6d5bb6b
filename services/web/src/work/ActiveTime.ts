/** Input rests longer than this: the person is elsewhere. */
const RestMilliseconds = 15_000;

/** A person's time on an image: counts while the tab is visible and focused and input is fresh. */
export class ActiveTime {
  private counted = 0;
  private last: number | null = null;

  constructor(private readonly now: () => number = () => performance.now(), private readonly isHere: () => boolean = () => document.hasFocus() && !document.hidden) {}

  /** Any input. */
  touch(): void {
    const isHere = this.isHere();
    if (isHere) this.count();
    this.last = isHere ? this.now() : null;
  }

  /** To another window, tab or image: what lies between is nobody's time. */
  leave(): void {
    this.count();
    this.last = null;
  }

  /** What was counted since the last time it was taken. */
  take(): number {
    const { counted } = this;
    this.counted = 0;
    return counted;
  }

  private count(): void {
    if (this.last !== null) this.counted += Math.min(this.now() - this.last, RestMilliseconds);
  }
}
