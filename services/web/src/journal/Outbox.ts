import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { ApiError } from "../api/problem";
import type { Verdict } from "../api/types";

/** The verdicts of one page of the wall, as one request. */
export interface Parcel {
  /** Idempotency-Key: what arrived before the line was lost is not counted twice. */
  readonly key: string;
  readonly project: string;
  readonly verdicts: readonly Verdict[];
  readonly at: number;
}

interface Schema extends DBSchema {
  parcels: { key: string; value: Parcel };
}

const LongestWait = 30_000;

/** Unsent verdicts in IndexedDB: written before anything is sent, gone when the server has them, sent in a later visit when the tab was closed before. */
export class Outbox<Answer> {
  private constructor(private readonly database: IDBPDatabase<Schema>, private readonly post: (parcel: Parcel) => Promise<Answer>, private readonly wait: (milliseconds: number) => Promise<void>) {}

  static async open<Answer>(
    post: (parcel: Parcel) => Promise<Answer>, name = "sightloop-outbox", wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  ): Promise<Outbox<Answer>> {
    return new Outbox(await openDB<Schema>(name, 1, { upgrade(database) { database.createObjectStore("parcels", { keyPath: "key" }); } }), post, wait);
  }

  /** Until it has arrived, or was refused for good: then it throws. */
  async send(project: string, verdicts: readonly Verdict[], onKept: () => void): Promise<Answer> {
    const parcel: Parcel = { key: crypto.randomUUID(), project, verdicts, at: Date.now() };
    await this.database.put("parcels", parcel);
    return this.deliver(parcel, onKept);
  }

  /** What an earlier visit left, oldest first. */
  async resume(): Promise<number> {
    const left = (await this.database.getAll("parcels")).sort((a, b) => a.at - b.at);
    let sent = 0;
    for (const parcel of left) {
      const isSent = await this.deliver(parcel, () => undefined).then(() => true, () => false);
      if (isSent) sent += parcel.verdicts.length;
    }
    return sent;
  }

  close(): void {
    this.database.close();
  }

  private async deliver(parcel: Parcel, onKept: () => void): Promise<Answer> {
    for (let failures = 0; ; failures++) {
      try {
        const answer = await this.post(parcel);
        await this.database.delete("parcels", parcel.key);
        return answer;
      } catch (error) {
        if (!(error instanceof ApiError) || !error.isPassing) {
          await this.database.delete("parcels", parcel.key);
          throw error;
        }
        onKept();
        await this.wait(Math.min(1000 * 2 ** failures, LongestWait));
      }
    }
  }
}
