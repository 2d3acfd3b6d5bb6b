import { useSyncExternalStore } from "react";
import { line } from "../api/line";
import { ApiError } from "../api/problem";
import { texts } from "../texts/en";

/** What went wrong, in the server's own words, and a way on. What could not be read while nobody answers is said once, at the top of the page, which asks again. */
export function Problem({ error, onRetry }: { readonly error: Error | null | undefined; readonly onRetry?: () => void }) {
  const isAnswering = useSyncExternalStore(line.subscribe, line.isAnswering, line.isAnswering);
  const isSaidAbove = onRetry !== undefined && !isAnswering && error instanceof ApiError && error.isAway;
  if (!error || isSaidAbove) return null;
  return (
    <div className="notice bad spread" role="alert">
      <span>{error.message}</span>
      {onRetry && <button className="button small" onClick={onRetry}>{texts.common.retry}</button>}
    </div>
  );
}
