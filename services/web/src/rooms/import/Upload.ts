import { api, ask } from "../../api/client";
import { ApiError } from "../../api/problem";
import type { Job, UploadAnswer } from "../../api/types";
import { texts } from "../../texts/en";
import { clipLength } from "./clipLength";
import { sha256 } from "./hashing";
import { plainReason, type Reject } from "./rejects";
import { remember } from "./remembered";
import { sendForm, sentOfEach } from "./sendForm";
import { watchImport } from "./watchImport";
import { nameOf, withoutRepeated } from "./withoutRepeated";

const MostFiles = 32;
const MostBytes = 32 * 1024 * 1024;
const AtOnce = 3;
const LongestWait = 30_000;
const TellProgressMilliseconds = 200;
const Archive = /\.(zip|tar|tar\.gz|tgz)$/i;
const Clip = /\.(mp4|mov|avi|mkv|webm|m4v|mpg|mpeg)$/i;

export type RowState = "waiting" | "checking" | "sending" | "received" | "duplicate" | "rejected" | "unpacking" | "nothing";

export interface UploadRow {
  readonly id: number;
  /** Null for an import that an earlier visit began, and for what was not taken out of an archive. */
  readonly file: File | null;
  /** The archive that it was not taken out of. */
  readonly of?: string;
  readonly name: string;
  state: RowState;
  note?: string;
  /** Bytes that have left, while it is sent. */
  sent?: number;
}

export interface ClipChoice {
  readonly everySeconds: number;
  readonly dropSimilar: boolean;
}

interface ImportEnd {
  readonly items?: readonly unknown[];
  readonly duplicates?: number;
  readonly dropped?: number;
  readonly rejected?: readonly Reject[];
}

/**
 * Files on their way in: batches of 32 files or 32 MB, three at once. What is there already, by its SHA-256, is not sent; a bad file never stops its neighbours, a lost
 * line only pauses.
 */
export class Upload {
  rows: readonly UploadRow[] = [];
  isPaused = false;
  version = 0;
  private active = 0;
  private failures = 0;
  private nextId = 0;
  private bytesDone = 0;
  private startedAt = 0;
  private toldAt = 0;
  private readonly choices = new Map<UploadRow, ClipChoice>();
  private readonly adopted = new Set<string>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly project: string) {}

  add(files: readonly File[], clips: ClipChoice): void {
    if (!this.isBusy) [this.bytesDone, this.startedAt] = [0, performance.now()];
    const rows = withoutRepeated(this.rows, files);
    for (const file of files) {
      if (file.name.startsWith(".")) continue;
      const row: UploadRow = { id: this.nextId++, file, name: nameOf(file), state: "waiting" };
      rows.push(row);
      if (Archive.test(file.name) || Clip.test(file.name)) void this.unpack(row, file, clips);
    }
    this.rows = rows;
    this.tell();
    this.work();
  }

  /** An import that goes on at the server since an earlier visit. */
  adopt(job: Job): void {
    if (this.adopted.has(job.id)) return;
    this.adopted.add(job.id);
    const row: UploadRow = { id: this.nextId++, file: null, name: (job.request as { name?: string } | null)?.name ?? texts.import.earlier, state: "unpacking" };
    this.rows = [...this.rows, row];
    this.watch(row, job.id);
    this.tell();
  }

  retryRejected(): void {
    for (const row of this.rows) {
      if (row.state !== "rejected" || !row.file) continue;
      Object.assign(row, { state: "waiting", note: undefined });
      const clips = this.choices.get(row);
      if (clips) void this.unpack(row, row.file, clips);
    }
    this.work();
  }

  get isBusy(): boolean {
    return this.rows.some((row) => row.state === "waiting" || row.state === "checking" || row.state === "sending");
  }

  get rejects(): Reject[] {
    return this.rows.filter((row) => row.state === "rejected").map((row) => ({ name: row.name, reason: row.note ?? texts.errors.unknown }));
  }

  /** Bytes a second and seconds left; null before anything can be told. */
  get pace(): { readonly bytesPerSecond: number; readonly secondsLeft: number } | null {
    const seconds = (performance.now() - this.startedAt) / 1000;
    const done = this.bytesDone + this.rows.reduce((sum, row) => sum + (row.state === "sending" ? (row.sent ?? 0) : 0), 0);
    if (done === 0 || seconds < 1 || !this.isBusy) return null;
    const { sent, all } = this.bytes;
    return { bytesPerSecond: done / seconds, secondsLeft: (all - sent) / (done / seconds) };
  }

  /** Of all files: what has left, or was here, or was not taken; and all. */
  get bytes(): { readonly sent: number; readonly all: number } {
    let [sent, all] = [0, 0];
    for (const { file, state, sent: now = 0 } of this.rows) {
      const size = file?.size ?? 0;
      all += size;
      sent += state === "waiting" || state === "checking" ? 0 : state === "sending" ? now : size;
    }
    return { sent, all };
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
      void this.check(batch).then((rest) => (rest.length > 0 ? this.send(rest, crypto.randomUUID()) : undefined)).finally(() => {
        this.active -= 1;
        this.work();
      });
    }
  }

  private take(): UploadRow[] {
    const batch: UploadRow[] = [];
    let bytes = 0;
    for (const row of this.rows) {
      if (row.state !== "waiting" || !row.file) continue;
      if (batch.length === MostFiles || (batch.length > 0 && bytes + row.file.size > MostBytes)) break;
      batch.push(row);
      bytes += row.file.size;
      row.state = "checking";
    }
    this.tell();
    return batch;
  }

  /** Leaves those to send; what the project has already is said so at once. */
  private async check(batch: readonly UploadRow[]): Promise<UploadRow[]> {
    const sums = await Promise.all(batch.map((row) => sha256(row.file!)));
    const known = new Set<string>();
    try {
      const wanted = sums.filter((sum) => sum !== null);
      if (wanted.length > 0) {
        const answer = await ask(api.POST("/api/v1/projects/{project}/images/known", { params: { path: { project: this.project } }, body: { sha256: wanted } }));
        answer.items.forEach((item) => known.add(item.sha256!));
      }
    } catch {
      // Then they are sent, and the server sees for itself.
    }
    const rest = batch.filter((row, i) => {
      const isKnown = sums[i] !== null && known.has(sums[i]!);
      row.state = isKnown ? "duplicate" : "sending";
      return !isKnown;
    });
    this.tell();
    return rest;
  }

  private async send(batch: readonly UploadRow[], key: string): Promise<void> {
    const form = new FormData();
    for (const row of batch) form.append("files", row.file!, row.file!.name);
    try {
      const answer = await sendForm<UploadAnswer>(`/api/v1/projects/${this.project}/images`, form, key, (share) => this.progress(batch, share));
      this.arrived();
      this.bytesDone += batch.reduce((sum, row) => sum + row.file!.size, 0);
      // Both lists keep the order sent, so equal names pair up in turn.
      const [taken, refused] = [[...answer.items], [...answer.rejected]];
      for (const row of batch) {
        const at = refused.findIndex((one) => one.name === row.file!.name);
        if (taken[0]?.name === row.file!.name) row.state = taken.shift()!.duplicate ? "duplicate" : "received";
        else if (at >= 0) Object.assign(row, { state: "rejected", note: plainReason(refused.splice(at, 1)[0]!.reason) });
        else row.state = taken.shift()?.duplicate ? "duplicate" : "received";
      }
    } catch (error) {
      // With its own key: what arrived before the line was lost is not taken twice.
      if (await this.isPassing(error)) return this.send(batch, key);
      for (const row of batch) Object.assign(row, { state: "rejected", note: error instanceof Error ? plainReason(error.message) : texts.errors.unknown });
    }
    this.tell();
  }

  private async unpack(row: UploadRow, file: File, clips: ClipChoice, key: string = crypto.randomUUID()): Promise<void> {
    row.state = "sending";
    this.choices.set(row, clips);
    if (Clip.test(file.name)) {
      const seconds = await clipLength(file);
      if (seconds !== null) row.note = texts.import.expected(Math.max(Math.floor(seconds / clips.everySeconds), 1), clips.dropSimilar);
      this.tell();
    }
    const form = new FormData();
    form.append("everySeconds", String(clips.everySeconds));
    form.append("dropSimilar", String(clips.dropSimilar));
    form.append("file", file, file.name);
    try {
      const job = await sendForm<Job>(`/api/v1/projects/${this.project}/imports`, form, key, (share) => this.progress([row], share));
      this.arrived();
      this.bytesDone += file.size;
      row.state = "unpacking";
      this.adopted.add(job.id);
      this.watch(row, job.id);
    } catch (error) {
      if (await this.isPassing(error)) return this.unpack(row, file, clips, key);
      Object.assign(row, { state: "rejected", note: error instanceof Error ? plainReason(error.message) : texts.errors.unknown });
    }
    this.tell();
  }

  private watch(row: UploadRow, job: string): void {
    watchImport(this.project, job, (now) => {
      if (now.state === "failed" || now.state === "cancelled") Object.assign(row, { state: "rejected", note: plainReason(now.error ?? texts.errors.unknown) });
      if (now.state === "succeeded") {
        const end = (now.result ?? {}) as ImportEnd;
        Object.assign(row, endOf(end));
        this.rows = [...this.rows, ...(end.rejected ?? []).map((refused): UploadRow => ({ id: this.nextId++, file: null, of: row.name, name: `${row.name}/${refused.name}`, state: "rejected", note: plainReason(refused.reason) }))];
      }
      if (now.state === "running") row.note = `${Math.round(now.progress * 100)} %`;
      this.tell();
    });
  }

  /** Bytes leave: the line is there. */
  private progress(batch: readonly UploadRow[], share: number): void {
    this.isPaused = false;
    sentOfEach(batch.map((row) => row.file!.size), share).forEach((sent, i) => { batch[i]!.sent = sent; });
    if (performance.now() - this.toldAt < TellProgressMilliseconds) return;
    this.toldAt = performance.now();
    this.show();
  }

  private arrived(): void {
    this.failures = 0;
    this.isPaused = false;
  }

  /** Waits a little when the line is lost: then the same may be sent again. */
  private async isPassing(error: unknown): Promise<boolean> {
    if (!(error instanceof ApiError) || !error.isPassing) return false;
    this.isPaused = true;
    for (const row of this.rows) if (row.state === "sending") row.sent = 0;
    this.tell();
    await new Promise((resolve) => {
      const wait = setTimeout(resolve, Math.min(1000 * 2 ** this.failures++, LongestWait));
      addEventListener("online", () => { clearTimeout(wait); resolve(undefined); }, { once: true });
    });
    return true;
  }

  private tell(): void {
    const own = this.rows.filter((row) => row.file);
    const arrived = own.filter((row) => row.state === "received" || row.state === "duplicate" || row.state === "nothing" || row.state === "unpacking").length;
    if (own.length > 0) remember(this.project, own.length, arrived + own.filter((row) => row.state === "rejected").length, arrived);
    this.show();
  }

  private show(): void {
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }
}

/** Green only where something came in. */
export function endOf({ items = [], duplicates = 0, dropped = 0, rejected = [] }: ImportEnd): Pick<UploadRow, "state"> & { readonly note: string } {
  if (items.length === 0) return { state: "nothing", note: rejected.length > 0 ? texts.import.noneOf(rejected.length) : texts.import.noneInIt };
  return { state: duplicates === items.length ? "duplicate" : "received", note: texts.import.unpacked(items.length, duplicates, dropped) };
}
