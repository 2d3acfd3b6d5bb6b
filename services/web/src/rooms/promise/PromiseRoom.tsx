import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { keys, usePromises } from "../../api/queries";
import type { Certificate } from "../../api/types";
import { FirstSteps } from "../../parts/FirstSteps";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { AskForPromise } from "./AskForPromise";
import { PromiseCard } from "./PromiseCard";

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
                <td className="number">{dateAndTime(promise.askedAt)}</td>
                <td>{t.asked(promise.maxWrong, promise.confidence, promise.population)}</td>
                <td><span className="chip">{t.state[promise.state] ?? promise.state}</span></td>
                <td>{promise.issuedAt && <DownloadLink promise={promise} />}</td>
              </tr>
            ))}</tbody>
          </table>
        </section>
      )}
    </div>
  );
}

export function DownloadLink({ promise }: { readonly promise: Certificate }) {
  return <a className="button small" href={`/api/v1/certificates/${promise.id}/document`} download>{t.download}</a>;
}

/** Ends or settles a promise: issue accepts the rest of the band that holds, undo gives up or takes back. */
export function useSettle(promise: Certificate) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (how: "issue" | "undo") => {
      const params = { params: { path: { id: promise.id }, header: { "Idempotency-Key": crypto.randomUUID() } } };
      return ask(how === "issue" ? api.POST("/api/v1/certificates/{id}/issue", params) : api.POST("/api/v1/certificates/{id}/undo", params));
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.promises(promise.projectId) });
      void client.invalidateQueries({ queryKey: keys.project(promise.projectId) });
    },
  });
}
