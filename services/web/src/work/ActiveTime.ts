/** Input rests longer than this: the person is elsewhere. */
const RestMilliseconds = 15_000;

/** A person's time on an image: counts while the tab is visible and focused and input is fresh. */
export class ActiveTime {
  private counted = 0;
  private last: number | null = null;

  constructor(private readonly now: () => number = () => performance.now(), private readonly isHere: () => boolean = () => document.hasFocus() && !document.hidden) {}

  /** Any input. */
  touch(): void {
    const now = this.now();
    if (this.last !== null && this.isHere()) this.counted += Math.min(now - this.last, RestMilliseconds);
    this.last = now;
  }

  /** What was counted since the last time it was taken. */
  take(): number {
    this.touch();
    const counted = this.counted;
    this.counted = 0;
    return counted;
  }
}
