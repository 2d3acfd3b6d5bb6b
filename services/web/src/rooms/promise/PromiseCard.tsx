import { useState } from "react";
import { Link } from "react-router";
import type { Certificate } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { ForRole } from "../../parts/ForRole";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { texts } from "../../texts/en";
import { checkedIn, figuresOf } from "./figures";
import { PromiseParts } from "./PromiseParts";
import { useSettle } from "./useSettle";

const t = texts.promise;

/** The latest promise: while it is checked its progress and what it would accept, afterwards its verdict. */
export function PromiseCard({ promise }: { readonly promise: Certificate }) {
  const settle = useSettle(promise);
  const [isEnding, setEnding] = useState(false);
  const isOpen = promise.state === "checking";
  const { kept } = promise;
  const { checked, sample, left, open } = figuresOf(promise);
  const testing = promise.bands.at(-1);
  const close = () => setEnding(false);
  return (
    <section className="card stack-small" aria-live="polite">
      <div className="spread wrap">
        <h3>{t.asked(promise.maxWrong, promise.confidence)}</h3>
        <span className="chip">{t.state[promise.state] ?? promise.state}</span>
      </div>
      <p style={{ fontSize: "1.15rem", fontWeight: 600 }}>{verdict(promise)}</p>
      {isOpen && (
        <div className="row">
          <span className="progress grow" role="progressbar" aria-valuenow={checked} aria-valuemax={sample} aria-label={t.progress}>
            <span style={{ width: `${(checked / Math.max(sample, 1)) * 100}%` }} />
          </span>
          <span className="number small">{t.done(checked, sample)}, {t.left(left)}</span>
        </div>
      )}
      <p className="muted small">
        {t.askedOf(promise.population)} {t.found(checked, promise.wrong)}{promise.state === "issued" && kept ? ` ${t.accepted(kept.unseen)}` : ""}{kept && promise.since && promise.since.images > 0 ? ` ${t.since(promise.since.images, promise.since.wrong, kept.unseen)}` : ""}{open > 0 ? ` ${t.open(open)}` : ""}
      </p>
      <PromiseParts bands={promise.bands} population={promise.population} confidence={promise.confidence} kept={kept?.scoreFrom} />
      {isOpen && testing && testing.checked < checkedIn(testing) && <p className="muted small">{t.inOrder(t.bandOf(testing.images, promise.population), testing.checked, checkedIn(testing))}</p>}
      <ForRole may="annotate"><div className="row wrap">
        {isOpen && left > 0 && <Link className="button primary" to={`/p/${promise.projectId}/audit`}>{t.check(left)}</Link>}
        {isOpen && kept && <button className="button" disabled={settle.isPending} onClick={() => settle.mutate("issue")}>{t.issue(kept.unseen)}</button>}
        {promise.issuedAt && <CertificateLink promise={promise} />}
        {isOpen && <button className="button" onClick={() => setEnding(true)}>{t.giveUp}</button>}
        {promise.state === "issued" && <button className="button danger" onClick={() => setEnding(true)}>{t.takeBack}</button>}
      </div></ForRole>
      <Problem error={settle.error} />
      <details>
        <summary>{texts.common.details}</summary>
        <p className="muted small">{t.details(promise.modelNumber, promise.seed, dateAndTime(promise.askedAt), promise.askedBy)}</p>
      </details>
      <Dialog open={isEnding} onClose={close} title={isOpen ? t.giveUpTitle : t.takeBackTitle}>
        <p>{isOpen ? t.giveUpLine(checked) : t.takeBackLine(kept?.unseen ?? 0)}</p>
        <div className="row">
          <button className="button danger" disabled={settle.isPending} onClick={() => settle.mutate("undo", { onSettled: close })}>{isOpen ? t.giveUp : t.takeBack}</button>
          <button className="button" onClick={close}>{texts.common.cancel}</button>
        </div>
      </Dialog>
    </section>
  );
}

/** The certificate to read and to print. */
export function CertificateLink({ promise }: { readonly promise: Certificate }) {
  return <Link className="button small" to={`/p/${promise.projectId}/promise/${promise.id}`}>{t.certificate}</Link>;
}

function verdict(promise: Certificate): string {
  const { kept, bands, population } = promise;
  if (promise.state === "issued" && kept) return t.issued(kept.atMostWrong, kept.images, population, promise.confidence);
  if (promise.state !== "checking") return promise.reason ?? "";
  const { left, could } = figuresOf(promise);
  if (kept) return [t.holds(kept.images, kept.unseen), left > 0 && could > kept.unseen ? t.couldMore(left, could) : ""].filter(Boolean).join(" ");
  return t.could(left, could, bands.at(-1)?.images ?? population);
}
