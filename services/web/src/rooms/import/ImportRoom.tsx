import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Link } from "react-router";
import { api, ask } from "../../api/client";
import { Icon } from "../../parts/Icon";
import { NumberField } from "../../parts/NumberField";
import { duration } from "../../parts/times";
import { useFileDrop } from "../../parts/useFileDrop";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { Rejected } from "./Rejected";
import { waitingFiles } from "./waiting";
import { forget, recall } from "./remembered";
import type { RowState } from "./Upload";
import { uploadOf } from "./uploads";

const t = texts.import;
/** As the server takes them. */
const ClipSeconds = { min: 0.1, max: 86_400, hasParts: true };
const MostRowsShown = 500;
const Chip: Record<RowState, string> = { waiting: "", checking: "", sending: "accent", unpacking: "accent", received: "good", duplicate: "warn", rejected: "bad", nothing: "warn" };

export function ImportRoom() {
  const project = useRoomProject();
  const upload = uploadOf(project.id);
  useSyncExternalStore(upload.subscribe, upload.snapshot);
  const [unfinished, setUnfinished] = useState(() => recall(project.id));
  const [seconds, setSeconds] = useState(1);
  const [dropSimilar, setDropSimilar] = useState(true);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const add = (chosen: readonly File[]) => upload.add(chosen, { everySeconds: seconds, dropSimilar });
  const isOver = useFileDrop(add);

  useEffect(() => {
    // What an earlier visit began goes on at the server.
    void ask(api.GET("/api/v1/projects/{project}/imports", { params: { path: { project: project.id }, query: { limit: 5 } } }))
      .then((jobs) => jobs.items.filter((job) => job.state === "queued" || job.state === "running").forEach((job) => upload.adopt(job)), () => undefined);
  }, [project.id, upload]);

  useEffect(() => {
    const files = waitingFiles.take();
    if (files.length > 0) upload.add(files, { everySeconds: 1, dropSimilar: true });
  }, [upload]);

  const { pace, bytes } = upload;
  // What was left out of an archive is told below, and is no file of its own.
  const own = upload.rows.filter((row) => row.of === undefined);
  const done = own.filter((row) => row.state !== "waiting" && row.state !== "checking" && row.state !== "sending").length;
  const rejected = upload.rows.filter((row) => row.state === "rejected");
  const here = own.filter((row) => row.state === "duplicate").length;
  const received = upload.rows.some((row) => row.state === "received" || row.state === "duplicate");
  return (
    <div className="page">
      <h1>{t.title}</h1>
      <div className={`drop${isOver ? " over" : ""}`}>
        <Icon name="images" size={48} />
        <h2>{t.drop}</h2>
        <p className="muted">{t.dropLine}</p>
        <div className="row">
          <button className="button primary" onClick={() => files.current!.click()}>{t.files}</button>
          <button className="button" onClick={() => folder.current!.click()}>{t.folder}</button>
        </div>
        <input ref={files} type="file" multiple hidden data-testid="files" onChange={(event) => { add([...event.target.files!]); event.target.value = ""; }} />
        <input ref={folder} type="file" multiple hidden {...{ webkitdirectory: "" }} onChange={(event) => { add([...event.target.files!]); event.target.value = ""; }} />
        <div className="row wrap small">
          <NumberField label={t.clipTitle} unit={t.seconds} {...ClipSeconds} value={seconds} onChoose={setSeconds} />
          <label className="row"><input type="checkbox" checked={dropSimilar} onChange={(event) => setDropSimilar(event.target.checked)} />{t.similar}</label>
        </div>
      </div>
      {unfinished && upload.rows.length === 0 && (
        <div className="notice spread wrap" role="status"><span>{t.unfinished(unfinished.arrived, unfinished.all)}</span>
          <button className="button small" onClick={() => { forget(project.id); setUnfinished(null); }}>{t.forget}</button></div>
      )}
      {upload.isPaused && <p className="notice" role="status">{t.paused}</p>}
      {upload.rows.length > 0 && (
        <>
          <section className="card stack-small">
            <div className="spread"><span><strong className="number" role="status">{t.total(done, own.length, here)}</strong>{pace && <span className="muted small number"> {t.sent(bytes.sent, bytes.all)}, {t.pace(pace.bytesPerSecond, duration(pace.secondsLeft))}</span>}</span>
              {received && <Link className="button primary small" to={`/p/${project.id}/label`}>{t.startLabelling}</Link>}</div>
            <div className="progress" aria-hidden="true"><span style={{ width: `${(bytes.all > 0 ? bytes.sent / bytes.all : done / own.length) * 100}%` }} /></div>
          </section>
          {rejected.length > 0 && <Rejected rejects={upload.rejects} onRetry={rejected.some((row) => row.file) ? () => upload.retryRejected() : null} />}
          <section className="card files" tabIndex={0} aria-label={t.file}>
            <table>
              <thead><tr><th>{t.file}</th><th>{t.what}</th></tr></thead>
              <tbody>{[...rejected, ...upload.rows.filter((row) => row.state !== "rejected")].slice(0, MostRowsShown).map((row) => (
                <tr key={row.id}><td className="cut" style={{ maxWidth: 420 }}>{row.name}</td><td><span className={`chip ${Chip[row.state]}`}>{t.state[row.state]}</span> <span className="small muted number">{row.note}{row.state === "sending" && row.sent !== undefined && ` ${t.sent(row.sent, row.file!.size)}`}</span></td></tr>
              ))}</tbody>
            </table>
          </section>
        </>
      )}
    </div>
  );
}
