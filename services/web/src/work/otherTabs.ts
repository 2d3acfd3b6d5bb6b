import { saver } from "../journal/saving";
import type { TabNews } from "./tabNews";

const tab = crypto.randomUUID();
const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("at work");
const listeners = new Set<(news: TabNews) => void>();
let at: string | null = null;

if (tabs) tabs.onmessage = ({ data }: MessageEvent<TabNews>) => listeners.forEach((listener) => listener(data));
saver.hear((outcome) => { if (outcome.kind === "saved") tell({ kind: "saved", image: outcome.entry.imageId }); });

/** This tab has the image in hand from now on. */
export function tellAt(image: string, name: string): void {
  tell({ kind: "at", tab, from: at, image, name });
  at = image;
}

export function hearTabs(listener: (news: TabNews) => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

function tell(news: TabNews): void {
  tabs?.postMessage(news);
}
