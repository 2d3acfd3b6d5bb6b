import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, ask } from "../../api/client";
import { useSession } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { dateAndTime } from "../../parts/times";
import { texts } from "../../texts/en";

const t = texts.failed;
const Services = ["ingest", "labeling", "training", "inference", "audit"] as const;
const failedKey = ["failed messages"] as const;

/** Whoever may administer: an admin, or everybody where there are no accounts. */
export function useIsAdmin(): boolean {
  const session = useSession().data;
  return session?.accounts === false || session?.user?.scopes.includes("admin") === true;
}

/** What each service could not handle; a service that does not answer has no counts. */
function useFailed() {
  return useQuery({
    queryKey: failedKey, enabled: useIsAdmin(), staleTime: 60_000,
    queryFn: () => Promise.all(Services.map(async (service) => ({
      service, counts: await ask(api.GET("/api/v1/services/{service}/messages", { params: { path: { service } } })).catch(() => null),
    }))),
  });
}

/** In the bar of every room, only where something waits for an admin. */
export function FailedBadge() {
  const resting = (useFailed().data ?? []).reduce((sum, { counts }) => sum + (counts?.resting ?? 0), 0);
  return resting > 0 ? <Link className="chip bad" to="/account">{t.badge(resting)}</Link> : null;
}

/** For admins: what services could not handle, and handling it again. */
export function FailedMessages() {
  const failed = useFailed();
  return (
    <section className="card stack-small">
      <h2>{t.title}</h2>
      <p className="muted small">{t.line}</p>
      <table>
        <thead><tr><th>{t.service}</th><th className="number">{t.unsent}</th><th className="number">{t.retrying}</th><th className="number">{t.resting}</th><th /></tr></thead>
        <tbody>{failed.data?.map(({ service, counts }) => (
          <tr key={service}>
            <td>{service}</td>
            {counts ? <><td className="number">{counts.unsent}</td><td className="number">{counts.retrying}</td><td className="number">{counts.resting}</td></> : <td colSpan={3} className="muted">{t.noAnswer}</td>}
            <td>{counts && counts.resting > 0 && <Replay service={service} />}</td>
          </tr>
        ))}</tbody>
      </table>
      {failed.data?.map(({ service, counts }) => counts && counts.resting > 0 && <Resting key={service} service={service} />)}
    </section>
  );
}

function Replay({ service }: { readonly service: string }) {
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/services/{service}/failed-messages/replay", { params: { path: { service } } })),
    onSuccess: (answer) => say(t.replayed(answer.count)),
    onError: (error) => say(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: failedKey }),
  });
  return <button className="button small" disabled={replay.isPending} onClick={() => replay.mutate()}>{t.replay}</button>;
}

/** The newest of a service's, so that an admin sees what is wrong before trying again. */
function Resting({ service }: { readonly service: string }) {
  const newest = useQuery({
    queryKey: [...failedKey, service],
    queryFn: () => ask(api.GET("/api/v1/services/{service}/failed-messages", { params: { path: { service }, query: { resting: true, limit: 5 } } })),
  });
  return (
    <details>
      <summary>{t.newest(service)}</summary>
      <Problem error={newest.error} />
      <ul>{newest.data?.items.map((one) => <li key={`${one.messageId} ${one.handler}`} className="small">{dateAndTime(one.failedAt)}, {one.event}, {one.handler}: {one.error}</li>)}</ul>
    </details>
  );
}
