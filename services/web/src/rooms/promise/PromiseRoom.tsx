import { usePromises } from "../../api/queries";
import { FirstSteps } from "../../parts/FirstSteps";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { AskForPromise } from "./AskForPromise";
import { CertificateLink, PromiseCard } from "./PromiseCard";

const t = texts.promise;

/** Ask for a promise about suggestions, see how far its checks are, and what was promised before. */
export function PromiseRoom() {
  const project = useRoomProject();
  const promises = usePromises(project.id);
  const [latest, ...older] = promises.data?.items ?? [];
  const isOpen = latest?.state === "checking";
  const hasSuggestions = project.counts.auto > 0;
  return (
    <div className="page">
      <h1>{t.title}</h1>
      {(hasSuggestions || latest) && <p className="muted">{t.lead}</p>}
      <Problem error={promises.error} onRetry={() => void promises.refetch()} />
      {latest && <PromiseCard promise={latest} />}
      {promises.data && !isOpen && (hasSuggestions ? <AskForPromise project={project} /> : !latest && <div className="card"><FirstSteps project={project} line={texts.firstSteps.promise} /></div>)}
      {older.length > 0 && (
        <section className="card stack-small">
          <h3>{t.before}</h3>
          <table>
            <tbody>{older.map((promise) => (
              <tr key={promise.id}>
                <td className="small" style={{ whiteSpace: "nowrap" }}>{dateAndTime(promise.askedAt)}</td>
                <td>{t.asked(promise.maxWrong, promise.confidence)}</td>
                <td className="small">{promise.kept ? t.covered(promise.kept.images, promise.population) : t.ofImages(promise.population)}</td>
                <td><span className="chip">{t.state[promise.state] ?? promise.state}</span></td>
                <td style={{ textAlign: "right" }}>{promise.issuedAt && <CertificateLink promise={promise} />}</td>
              </tr>
            ))}</tbody>
          </table>
        </section>
      )}
    </div>
  );
}
