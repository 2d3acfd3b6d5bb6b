import { useCallback, useEffect, useRef, useState } from "react";
import { hearTabs, tellAt } from "./otherTabs";
import { heard, SomeTab, type OtherTab } from "./tabNews";

interface EditLock {
  readonly isMine: boolean;
  /** Who has it while it is not mine. */
  readonly other: OtherTab;
  readonly take: () => void;
}

/** Two tabs of one person must not write the same image: the first one has it, the others look on, hear what it saves and where it goes, until somebody takes the image over. */
export function useEditLock(image: string, name: string, onSavedThere: () => void): EditLock {
  const [isMine, setMine] = useState(true);
  const [steal, setSteal] = useState(0);
  const [other, setOther] = useState(SomeTab);
  const reload = useRef(onSavedThere);
  reload.current = onSavedThere;
  const lock = `image ${image}`;
  const { isFree } = other;

  useEffect(() => {
    if (!("locks" in navigator)) return;
    let end = () => {};
    const held = new Promise<void>((resolve) => { end = resolve; });
    const options: LockOptions = steal > 0 ? { steal: true } : { ifAvailable: true };
    void navigator.locks.request(lock, options, (mine) => {
      setMine(mine !== null);
      if (mine) tellAt(image, name);
      return mine ? held : undefined;
    }).catch(() => setMine(false));
    return () => end();
  }, [lock, image, name, steal]);

  useEffect(() => {
    if (isMine) return;
    return hearTabs((news) => {
      setOther((was) => heard(was, image, news));
      if (news.kind === "saved" && news.image === image) reload.current();
    });
  }, [isMine, image]);

  // Waits its turn only to hear that it is free; whoever looks on decides whether to take it.
  useEffect(() => {
    if (isMine || isFree) return;
    const waiting = new AbortController();
    void navigator.locks.request(lock, { signal: waiting.signal }, () => setOther((was) => ({ ...was, isFree: true }))).catch(() => undefined);
    return () => waiting.abort();
  }, [isMine, isFree, lock]);

  return { isMine, other, take: useCallback(() => { setOther(SomeTab); setSteal((count) => count + 1); }, []) };
}
