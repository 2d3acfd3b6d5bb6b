import { useSyncExternalStore } from "react";

const ShownMilliseconds = 4000;
let shown: readonly { readonly id: number; readonly text: string }[] = [];
let count = 0;
const listeners = new Set<() => void>();

const set = (next: typeof shown) => {
  shown = next;
  listeners.forEach((listener) => listener());
};

/** Says something in passing, on screen and to a screen reader. */
export function say(text: string): void {
  const id = count++;
  set([...shown.slice(-1), { id, text }]);
  setTimeout(() => set(shown.filter((toast) => toast.id !== id)), ShownMilliseconds);
}

export function Toasts() {
  const toasts = useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => shown);
  return <div className="toasts" role="status" aria-live="polite">{toasts.map((toast) => <div key={toast.id} className="toast">{toast.text}</div>)}</div>;
}
