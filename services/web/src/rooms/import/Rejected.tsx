import { texts } from "../../texts/en";
import { csvOf, grouped, type Reject } from "./rejects";

const t = texts.import;
const MostNames = 50;

/** What was not taken, by reason, with what to do about it; the whole list as CSV. */
export function Rejected({ rejects, onRetry }: { readonly rejects: readonly Reject[]; readonly onRetry: (() => void) | null }) {
  const csv = `data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(rejects))}`;
  return (
    <section className="card stack-small" aria-label={t.left}>
      <div className="spread wrap">
        <h2>{t.rejectedCount(rejects.length)}</h2>
        <div className="row"><a className="button small" href={csv} download="not-taken.csv">{t.csv}</a>{onRetry && <button className="button small" onClick={onRetry}>{t.retryRejected}</button>}</div>
      </div>
      {grouped(rejects).map((group) => (
        <details key={group.reason} open={group.names.length <= 3}>
          <summary><span className="chip bad number">{group.names.length}</span> {group.reason}</summary>
          <ul className="small muted" style={{ margin: "6px 0 0", paddingLeft: 22 }}>{group.names.slice(0, MostNames).map((name, i) => <li key={`${name} ${i}`}>{name}</li>)}
            {group.names.length > MostNames && <li>{t.andMore(group.names.length - MostNames)}</li>}</ul>
        </details>
      ))}
    </section>
  );
}
