import { LiveLine, type LiveNews } from "./LiveLine";

const listeners = new Set<(news: LiveNews) => void>();
/** Null until somebody has opened the line. */
let wake: (() => void) | null = null;

/** What the server says while it happens: one line for all projects and all tabs. */
export const live = {
  /** Opens it once; when it is lost it is tried again at once. */
  open(): void {
    wake ??= typeof SharedWorker === "undefined" ? own() : shared();
    wake();
  },
  hear(listener: (news: LiveNews) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function tell(news: LiveNews): void {
  listeners.forEach((listener) => listener(news));
}

function shared(): () => void {
  const worker = new SharedWorker(new URL("./shared.worker.ts", import.meta.url), { type: "module", name: "live" });
  // Its file could not be read: the server is away, or has a newer studio by now.
  worker.onerror = () => { wake = own(); };
  new BroadcastChannel("live").onmessage = ({ data }: MessageEvent<LiveNews>) => tell(data);
  // A page that comes back as it was left has heard nothing in between.
  addEventListener("pageshow", (event) => { if (event.persisted) tell({ name: "open" }); });
  return () => worker.port.postMessage("wake");
}

/** Where tabs cannot share one. */
function own(): () => void {
  const line = new LiveLine(tell);
  return () => line.wake();
}
