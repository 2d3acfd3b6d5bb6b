import { useTrail } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

const t = texts.trail;

export function TrailRoom() {
  const project = useRoomProject();
  const trail = useTrail(project.id);
  return (
    <div className="page">
      <h1>{t.title}</h1>
      <Problem error={trail.error} onRetry={() => void trail.refetch()} />
      {trail.data?.items.length === 0 && <div className="card empty"><h2>{t.empty}</h2></div>}
      {trail.data && trail.data.items.length > 0 && (
        <section className="card" style={{ padding: 0 }}>
          <table>
            <thead><tr><th>{t.when}</th><th>{t.who}</th><th>{t.what}</th></tr></thead>
            <tbody>{trail.data.items.map((entry) => (
              <tr key={entry.id}><td className="small muted number" style={{ textAlign: "left", whiteSpace: "nowrap" }}>{dateAndTime(entry.at)}</td><td>{entry.actor}</td><td>{entry.summary}</td></tr>
            ))}</tbody>
          </table>
        </section>
      )}
    </div>
  );
}
