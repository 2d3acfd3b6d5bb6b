import { useEffect } from "react";
import type { ActiveTime } from "./ActiveTime";

const Inputs = ["pointermove", "pointerdown", "keydown", "wheel"] as const;

/** The person's input keeps this time going; leaving the page stops it. */
export function useActiveTime(time: ActiveTime | undefined): void {
  useEffect(() => {
    if (!time) return;
    const ending = new AbortController();
    // Before the command of a key takes the time.
    const options = { passive: true, capture: true, signal: ending.signal };
    for (const name of Inputs) addEventListener(name, () => time.touch(), options);
    addEventListener("blur", () => time.leave(), options);
    document.addEventListener("visibilitychange", () => { if (document.hidden) time.leave(); }, options);
    return () => ending.abort();
  }, [time]);
}
