/** Whether the server answered the last time it was asked. */
let isAnswering = true;
const listeners = new Set<() => void>();

export const line = {
  tell(answers: boolean): void {
    if (answers === isAnswering) return;
    isAnswering = answers;
    listeners.forEach((listener) => listener());
  },
  isAnswering: (): boolean => isAnswering,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
