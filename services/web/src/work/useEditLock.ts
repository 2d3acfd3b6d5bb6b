import { useCallback, useEffect, useState } from "react";

/** Two tabs of one person must not write the same image: the first one has it, the others look on until somebody takes it over. */
export function useEditLock(image: string): { readonly isMine: boolean; readonly take: () => void } {
  const [isMine, setMine] = useState(true);
  const [steal, setSteal] = useState(0);
  useEffect(() => {
    if (!("locks" in navigator)) return;
    let end = () => {};
    const held = new Promise<void>((resolve) => { end = resolve; });
    const options: LockOptions = steal > 0 ? { steal: true } : { ifAvailable: true };
    void navigator.locks.request(`image ${image}`, options, (lock) => {
      setMine(lock !== null);
      return lock ? held : undefined;
    }).catch(() => setMine(false));
    return () => end();
  }, [image, steal]);
  return { isMine, take: useCallback(() => setSteal((count) => count + 1), []) };
}
