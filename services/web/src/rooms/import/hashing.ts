/** A larger file is not read into memory for it. */
const MostBytes = 256 * 1024 * 1024;
let worker: Worker | null = null;
let nextId = 0;
const waiting = new Map<number, (sum: string | null) => void>();

/** SHA-256 of a file as hexadecimal digits; null where the browser cannot tell (unreadable, too large). */
export function sha256(file: File): Promise<string | null> {
  if (typeof Worker === "undefined" || file.size > MostBytes) return Promise.resolve(null);
  if (!worker) {
    worker = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<{ id: number; sum: string | null }>) => {
      waiting.get(data.id)?.(data.sum);
      waiting.delete(data.id);
    };
  }
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker!.postMessage({ id, file });
  });
}
