import { LiveLine } from "./LiveLine";

/** Runs once for all tabs of a browser, which may hold six lines to one address only: a line for each tab would leave none for pictures and saves. */
const tabs = new BroadcastChannel("live");
const line = new LiveLine((news) => tabs.postMessage(news));
addEventListener("connect", (event) => {
  (event as MessageEvent).ports[0]!.onmessage = () => line.wake();
});
