import { Link } from "react-router";
import type { Certificate } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { texts } from "../../texts/en";
import { DownloadLink, useSettle } from "./PromiseRoom";

const t = texts.promise;

/** The latest promise: while it is checked its progress and what it would accept, afterwards its verdict. */
export function PromiseCard({ promise }: { readonly promise: Certificate }) {
  const settle = useSettle(promise);
  const isOpen = promise.state === "checking";
  const { kept } = promise;
  const testing = promise.bands.at(-1);
  const needed = (testing?.checked ?? 0) + (promise.moreChecks ?? 0);
  return (
    <section className="card stack-small" aria-live="polite">
      <div className="spread wrap">
        <h3>{t.asked(promise.maxWrong, promise.confidence, promise.population)}</h3>
        <span className="chip">{t.state[promise.state] ?? promise.state}</span>
      </div>
      <p style={{ fontSize: "1.15rem", fontWeight: 600 }}>{verdict(promise)}</p>
      {isOpen && typeof promise.moreChecks === "number" && testing && (
        <div className="row">
          <span className="progress grow" role="progressbar" aria-valuenow={testing.checked} aria-valuemax={needed} aria-label={t.progress}>
            <span style={{ width: `${(testing.checked / Math.max(needed, 1)) * 100}%` }} />
          </span>
          <span className="number small">{testing.checked} / {needed}</span>
        </div>
      )}
      <p className="muted small">{t.found(promise.checked, promise.wrong)}{promise.byHand && ` ${t.byHand(promise.byHand.images)}`}</p>
      <table>
        <thead><tr><th>{t.band}</th><th>{t.checkedHead}</th><th>{t.wrongHead}</th><th>{t.atMost(promise.confidence)}</th><th>{t.allowed}</th></tr></thead>
        <tbody>{promise.bands.map((band) => (
          <tr key={band.scoreFrom} className={kept?.scoreFrom === band.scoreFrom ? "strong" : undefined}>
            <td>{t.bandOf(band.images, promise.population)}</td><td className="number">{band.checked}</td><td className="number">{band.wrong}</td>
            <td className="number">{band.atMostWrong}</td><td className="number">{band.allowed}</td>
          </tr>
        ))}</tbody>
      </table>
      <div className="row wrap">
        {isOpen && <Link className="button primary" to={`/p/${promise.projectId}/audit`}>{t.check(promise.waiting)}</Link>}
        {isOpen && kept && <button className="button" disabled={settle.isPending} onClick={() => settle.mutate("issue")}>{t.issue(kept.unseen)}</button>}
        {promise.issuedAt && <DownloadLink promise={promise} />}
        {isOpen && <button className="button" disabled={settle.isPending} onClick={() => settle.mutate("undo")}>{t.giveUp}</button>}
        {promise.state === "issued" && <button className="button danger" disabled={settle.isPending} onClick={() => settle.mutate("undo")}>{t.takeBack}</button>}
      </div>
      <Problem error={settle.error} />
      <details>
        <summary>{texts.common.details}</summary>
        <p className="muted small">{t.details(promise.modelNumber, promise.seed, dateAndTime(promise.askedAt), promise.askedBy)}</p>
      </details>
    </section>
  );
}

function verdict(promise: Certificate): string {
  const { kept } = promise;
  if (promise.state === "issued" && kept) return t.issued(kept.atMostWrong, kept.images, kept.unseen, promise.confidence);
  if (promise.state !== "checking") return promise.reason ?? "";
  if (kept) return t.holds(kept.unseen, promise.moreChecks ?? 0);
  return t.more(promise.moreChecks ?? 0);
}
