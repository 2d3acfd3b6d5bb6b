import { useSyncExternalStore } from "react";

const ShownMilliseconds = 4000;

interface Toast {
  readonly id: number;
  readonly text: string;
  /** True only until the next decision. */
  readonly isOfUndo: boolean;
}

let shown: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

const set = (next: typeof shown) => {
  shown = next;
  listeners.forEach((listener) => listener());
};

const add = (text: string, isOfUndo: boolean) => {
  const id = count++;
  set([...shown.slice(-1), { id, text, isOfUndo }]);
  setTimeout(() => set(shown.filter((toast) => toast.id !== id)), ShownMilliseconds);
};

/** Says something in passing, on screen and to a screen reader. */
export const say = (text: string): void => add(text, false);

/** Says that something was taken back; gone when it is decided anew. */
export function sayTakenBack(text: string): void {
  decidedAnew();
  add(text, true);
}

/** A decision was made, or made again: what was said of taking one back is no longer so. */
export function decidedAnew(): void {
  if (shown.some((toast) => toast.isOfUndo)) set(shown.filter((toast) => !toast.isOfUndo));
}

/** What is said now. */
export const said = (): typeof shown => shown;

export function Toasts() {
  const toasts = useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, said);
  return <div className="toasts" role="status" aria-live="polite">{toasts.map((toast) => <div key={toast.id} className="toast">{toast.text}</div>)}</div>;
}
