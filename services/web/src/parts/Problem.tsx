import { useSyncExternalStore } from "react";
import { line } from "../api/line";
import { ApiError } from "../api/problem";
import { useSession } from "../api/queries";
import { texts } from "../texts/en";

interface Props {
  readonly error: Error | null | undefined;
  readonly onRetry?: () => void;
  /** In the form that lies over everything until somebody is signed in. */
  readonly isOfSignIn?: boolean;
}

/**
 * What went wrong, in the server's own words, and a way on. What could not be read while nobody answers is said once, at the top of the page, which asks again;
 * that nobody is signed in, by the form for it.
 */
export function Problem({ error, onRetry, isOfSignIn = false }: Props) {
  const isAnswering = useSyncExternalStore(line.subscribe, line.isAnswering, line.isAnswering);
  const session = useSession().data;
  const isOut = session?.accounts === true && !session.user;
  const isSaidElsewhere = error instanceof ApiError && ((onRetry !== undefined && !isAnswering && error.isAway) || (isOut && !isOfSignIn && error.status === 401));
  if (!error || isSaidElsewhere) return null;
  return (
    <div className="notice bad spread" role="alert">
      <span>{error.message}</span>
      {onRetry && <button className="button small" onClick={onRetry}>{texts.common.retry}</button>}
    </div>
  );
}
