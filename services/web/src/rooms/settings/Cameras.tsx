import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Camera, Project } from "../../api/types";
import { CopyButton } from "../../parts/CopyButton";
import { Dialog } from "../../parts/Dialog";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { texts } from "../../texts/en";

const t = texts.cameras;
/** As the server takes it. */
const LongestName = 100;

/** Cameras that send frames into the project: each with its own key, shown once. */
export function Cameras({ project }: { readonly project: Project }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [made, setMade] = useState<Camera | null>(null);
  const [leaving, setLeaving] = useState<Camera | null>(null);
  const cameras = useQuery({
    queryKey: keys.cameras(project.id), queryFn: () => ask(api.GET("/api/v1/projects/{project}/cameras", { params: { path: { project: project.id } } })),
  });
  const reread = () => client.invalidateQueries({ queryKey: keys.cameras(project.id) });
  const add = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/cameras", { params: { path: { project: project.id }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: { name } })),
    onSuccess: (camera) => { setName(""); setMade(camera); void reread(); },
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(api.DELETE("/api/v1/cameras/{id}", { params: { path: { id } } })),
    onSuccess: () => { setLeaving(null); void reread(); },
  });
  const items = cameras.data?.items ?? [];
  return (
    <section className="card stack-small">
      <h2>{t.title}</h2>
      <p className="muted small">{t.line}</p>
      <Problem error={cameras.error ?? add.error} />
      {items.length > 0 && (
        <table>
          <thead><tr><th>{t.name}</th><th className="number">{t.frames}</th><th>{t.last}</th><th /></tr></thead>
          <tbody>{items.map((camera) => (
            <tr key={camera.id}><td style={{ overflowWrap: "anywhere" }}>{camera.name}</td><td className="number">{camera.frames.toLocaleString("en")}{camera.duplicates > 0 && t.known(camera.duplicates)}</td><td className="small">{camera.lastFrameAt ? dateAndTime(camera.lastFrameAt) : t.never}</td>
              <td style={{ textAlign: "right" }}><button className="button small" onClick={() => setLeaving(camera)}>{t.remove}</button></td></tr>
          ))}</tbody>
        </table>
      )}
      {items.some((camera) => camera.frames > 0) && <p className="muted small">{t.framesLine}</p>}
      <form className="row" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <input className="input" aria-label={t.newName} placeholder={t.newName} maxLength={LongestName} value={name} onChange={(event) => setName(event.target.value)} />
        <button className="button" disabled={!name.trim() || add.isPending}>{t.add}</button>
      </form>
      <Dialog open={made !== null} onClose={() => setMade(null)} title={made ? t.keyTitle(made.name) : ""} wide>
        {made?.key && (
          <>
            <p>{t.keyLine}</p>
            <div className="row"><input className="input" readOnly value={made.key} aria-label={t.key} onFocus={(event) => event.target.select()} />
              <CopyButton className="primary" text={made.key!} /></div>
            <div className="spread"><h3>{t.send}</h3><CopyButton className="small" text={t.curl(location.origin, made.id, made.key)} /></div>
            <pre className="code" tabIndex={0}>{t.curl(location.origin, made.id, made.key)}</pre>
            <p className="muted small">{t.sendLine}</p>
          </>
        )}
      </Dialog>
      <Dialog open={leaving !== null} onClose={() => setLeaving(null)} title={leaving ? t.removeTitle(leaving.name) : ""}>
        <p>{t.removeLine}</p>
        <Problem error={remove.error} />
        <div><button className="button danger" disabled={remove.isPending} onClick={() => remove.mutate(leaving!.id)}>{t.remove}</button></div>
      </Dialog>
    </section>
  );
}
