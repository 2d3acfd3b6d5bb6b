const Inputs = ["pointermove", "pointerdown", "keydown", "wheel"] as const;
/** A claim lasts ten minutes; input renews it when so much of it is gone. */
const RenewMilliseconds = 3 * 60_000;
const LookMilliseconds = 30_000;
/** What the page before gave back as it went: on a busy server the next one asks sooner than that has arrived. */
const Left = "reservations left";
let returning: Promise<unknown> = giveBack(takeLeft());

/** Images reserved for this person: for longer while there is input, given back when the room or the tab is left. */
export class Reservations {
  until: Date | null = null;
  private readonly claims = new Set<string>();
  private readonly ending = new AbortController();
  private readonly looking: ReturnType<typeof setInterval>;
  private renewedAt = performance.now();

  constructor(private readonly project: string, private readonly onChange: () => void = () => {}) {
    const { signal } = this.ending;
    for (const name of Inputs) addEventListener(name, () => this.touch(), { signal, passive: true });
    addEventListener("pagehide", () => {
      sessionStorage.setItem(Left, JSON.stringify([...this.claims].map(this.place)));
      this.release();
    }, { signal });
    // Who rests sees it end.
    this.looking = setInterval(onChange, LookMilliseconds);
  }

  /** What the room before gave back is free again once this has come. */
  static returned = (): Promise<unknown> => returning;

  add({ id, expiresAt }: { readonly id: string; readonly expiresAt: string }): void {
    this.claims.add(id);
    this.until = new Date(expiresAt);
  }

  close(): void {
    this.ending.abort();
    clearInterval(this.looking);
    this.release();
  }

  private touch(): void {
    if (this.claims.size === 0 || performance.now() - this.renewedAt < RenewMilliseconds) return;
    this.renewedAt = performance.now();
    void this.renew();
  }

  private async renew(): Promise<void> {
    for (const claim of this.claims) {
      const answer = await fetch(this.place(claim), { method: "PATCH" }).catch(() => null);
      if (answer?.ok) this.until = new Date(((await answer.json()) as { expiresAt: string }).expiresAt);
      else if (answer) this.claims.delete(claim);
    }
    this.onChange();
  }

  /** Gives back what is reserved so far. */
  release(): void {
    returning = giveBack([...this.claims].map(this.place));
    this.claims.clear();
  }

  private place = (claim: string): string => `/api/v1/projects/${this.project}/queue/claims/${claim}`;
}

/** Giving back twice does no harm. */
function giveBack(places: readonly string[]): Promise<unknown> {
  return Promise.all(places.map((place) => fetch(place, { method: "DELETE", keepalive: true }).catch(() => undefined)));
}

function takeLeft(): readonly string[] {
  const left = globalThis.sessionStorage?.getItem(Left);
  if (!left) return [];
  sessionStorage.removeItem(Left);
  return JSON.parse(left) as string[];
}
