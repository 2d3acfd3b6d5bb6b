import { api, ask } from "../../api/client";
import { watchJob } from "../../api/live";
import { ApiError } from "../../api/problem";
import { texts } from "../../texts/en";

const MostFiles = 16;
const MostBytes = 32 * 1024 * 1024;
const AtOnce = 3;
const LongestWait = 30_000;
const Archive = /\.(zip|tar|tar\.gz|tgz)$/i;
const Clip = /\.(mp4|mov|avi|mkv|webm|m4v|mpg|mpeg)$/i;

export type RowState = "waiting" | "sending" | "received" | "duplicate" | "rejected" | "unpacking";

export interface UploadRow {
  readonly id: number;
  readonly file: File;
  readonly name: string;
  state: RowState;
  note?: string;
}

export interface ClipChoice {
  readonly everySeconds: number;
  readonly dropSimilar: boolean;
}

/** Files on their way in: batches of 16 files or 32 MB, three at once; a bad file never stops its neighbours, a lost line only pauses. */
export class Upload {
  readonly rows: UploadRow[] = [];
  isPaused = false;
  version = 0;
  private active = 0;
  private failures = 0;
  private nextId = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly project: string) {}

  add(files: readonly File[], clips: ClipChoice): void {
    for (const file of files) {
      if (file.name.startsWith(".")) continue;
      const row: UploadRow = { id: this.nextId++, file, name: file.webkitRelativePath || file.name, state: "waiting" };
      this.rows.push(row);
      if (Archive.test(file.name) || Clip.test(file.name)) void this.unpack(row, clips);
    }
    this.tell();
    this.work();
  }

  retryRejected(): void {
    for (const row of this.rows) {
      if (row.state === "rejected") Object.assign(row, { state: "waiting", note: undefined });
    }
    this.work();
  }

  get isBusy(): boolean {
    return this.rows.some((row) => row.state === "waiting" || row.state === "sending");
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private work(): void {
    while (this.active < AtOnce) {
      const batch = this.take();
      if (batch.length === 0) return this.tell();
      this.active += 1;
      void this.send(batch, crypto.randomUUID()).finally(() => {
        this.active -= 1;
        this.work();
      });
    }
  }

  private take(): UploadRow[] {
    const batch: UploadRow[] = [];
    let bytes = 0;
    for (const row of this.rows) {
      if (row.state !== "waiting") continue;
      if (batch.length === MostFiles || (batch.length > 0 && bytes + row.file.size > MostBytes)) break;
      batch.push(row);
      bytes += row.file.size;
      row.state = "sending";
    }
    this.tell();
    return batch;
  }

  private async send(batch: readonly UploadRow[], key: string): Promise<void> {
    const form = new FormData();
    for (const row of batch) form.append("files", row.file, row.file.name);
    try {
      const answer = await ask(api.POST("/api/v1/projects/{project}/images", {
        params: { path: { project: this.project }, header: { "Idempotency-Key": key } }, body: form as never, bodySerializer: (body) => body as never,
      }));
      this.failures = 0;
      this.isPaused = false;
      // Both lists keep the order sent, so equal names pair up in turn.
      const [taken, refused] = [[...answer.items], [...answer.rejected]];
      for (const row of batch) {
        const at = refused.findIndex((one) => one.name === row.file.name);
        if (taken[0]?.name === row.file.name) row.state = taken.shift()!.duplicate ? "duplicate" : "received";
        else if (at >= 0) Object.assign(row, { state: "rejected", note: refused.splice(at, 1)[0]!.reason });
        else row.state = taken.shift()?.duplicate ? "duplicate" : "received";
      }
    } catch (error) {
      await this.failed(batch, key, error);
    }
    this.tell();
  }

  private async failed(batch: readonly UploadRow[], key: string, error: unknown): Promise<void> {
    if (error instanceof ApiError && error.isPassing) {
      this.isPaused = true;
      this.tell();
      await new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 2 ** this.failures++, LongestWait)));
      // With its own key: what arrived before the line was lost is not taken twice.
      return this.send(batch, key);
    }
    for (const row of batch) Object.assign(row, { state: "rejected", note: error instanceof Error ? error.message : texts.errors.unknown });
  }

  private async unpack(row: UploadRow, clips: ClipChoice): Promise<void> {
    row.state = "sending";
    const form = new FormData();
    form.append("everySeconds", String(clips.everySeconds));
    form.append("dropSimilar", String(clips.dropSimilar));
    form.append("file", row.file, row.file.name);
    try {
      const job = await ask(api.POST("/api/v1/projects/{project}/imports", {
        params: { path: { project: this.project }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: form as never, bodySerializer: (body) => body as never,
      }));
      row.state = "unpacking";
      watchJob("imports", job.id, (now) => {
        if (now.state === "failed" || now.state === "cancelled") Object.assign(row, { state: "rejected", note: now.error ?? texts.errors.unknown });
        if (now.state === "succeeded") Object.assign(row, { state: "received", note: texts.import.unpacked((now.result as { imported?: number } | null)?.imported ?? 0) });
        if (now.state === "running") row.note = `${Math.round(now.progress * 100)} %`;
        this.tell();
      });
    } catch (error) {
      Object.assign(row, { state: "rejected", note: error instanceof Error ? error.message : texts.errors.unknown });
    }
    this.tell();
  }

  private tell(): void {
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }
}
