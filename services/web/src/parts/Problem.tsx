import { texts } from "../texts/en";

/** What went wrong, in the server's own words, and a way on. */
export function Problem({ error, onRetry }: { readonly error: Error | null | undefined; readonly onRetry?: () => void }) {
  if (!error) return null;
  return (
    <div className="notice bad spread" role="alert">
      <span>{error.message}</span>
      {onRetry && <button className="button small" onClick={onRetry}>{texts.common.retry}</button>}
    </div>
  );
}
