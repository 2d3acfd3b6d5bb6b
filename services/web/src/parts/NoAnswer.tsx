import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { line } from "../api/line";
import { saver } from "../journal/saving";
import { texts } from "../texts/en";

const AgainMilliseconds = 5_000;

/** While the server does not answer: says so, and asks again every few seconds for all that is on screen. */
export function NoAnswer() {
  const client = useQueryClient();
  const isAnswering = useSyncExternalStore(line.subscribe, line.isAnswering);
  const ask = useCallback(() => {
    saver.flush();
    void client.refetchQueries({ type: "active" });
  }, [client]);
  useEffect(() => {
    if (isAnswering) return;
    const timer = setInterval(ask, AgainMilliseconds);
    return () => clearInterval(timer);
  }, [isAnswering, ask]);
  if (isAnswering) return null;
  return (
    <div className="stage-notice" role="alert">
      <span>{texts.errors.away}</span>
      <button className="button small" onClick={ask}>{texts.errors.tryNow}</button>
    </div>
  );
}
