import type { LiveChange } from "../api/types";

/** Events of the gateway, under their names there; "heartbeat" says only that the line is there, "missed" that events have passed by. */
const Events = ["project", "images", "labels", "job", "model", "certificate", "claims", "missed", "heartbeat"] as const;
/** Three heartbeats: then nobody is at the other end, though nothing said so. */
const LongestSilence = 30_000;
const FirstWait = 1_000;
const LongestWait = 30_000;

/** An event; or of the line itself: "lost", and "open" when it is there again (nothing is repeated: read again what may have changed). */
export interface LiveNews {
  readonly name: (typeof Events)[number] | "lost" | "open";
  readonly change?: LiveChange;
}

/** The one line on which the server says what changes in any project: opened again, after growing waits, whenever it is lost or refused. */
export class LiveLine {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isLost = false;

  constructor(private readonly tell: (news: LiveNews) => void) {
    this.open();
  }

  /** Somebody new listens, or has signed in: when the line is lost it is tried at once, and they are told. */
  wake(): void {
    if (!this.isLost) return;
    this.tell({ name: "lost" });
    this.open();
  }

  private open(): void {
    this.source?.close();
    const source = (this.source = new EventSource("/api/v1/events"));
    for (const name of Events) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        this.listen();
        this.tell({ name, change: JSON.parse(event.data) as LiveChange });
      });
    }
    source.addEventListener("open", () => {
      this.listen();
      this.failures = 0;
      if (this.isLost) this.tell({ name: "open" });
      this.isLost = false;
    });
    source.addEventListener("error", () => this.lose());
    this.listen();
  }

  private listen(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose(), LongestSilence);
  }

  private lose(): void {
    this.source?.close();
    if (!this.isLost) this.tell({ name: "lost" });
    this.isLost = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), Math.min(FirstWait * 2 ** this.failures++, LongestWait));
  }
}
