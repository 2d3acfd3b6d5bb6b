import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";
import { TopBar } from "../../TopBar";
import { waitingFiles } from "../import/waiting";

const t = texts.create;
/** As the server gives them (Okabe and Ito). */
const Colours = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"];

export function NewProjectRoom() {
  const [name, setName] = useState("");
  const [task, setTask] = useState("detection");
  const [classes, setClasses] = useState("");
  const [automatic, setAutomatic] = useState(true);
  const navigate = useNavigate();
  const client = useQueryClient();
  const labels = [...new Set(classes.split("\n").map((line) => line.trim()).filter(Boolean))];
  const create = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects", { body: { name, task, labels, settings: { automaticTraining: { enabled: automatic } } } })),
    onSuccess: (project) => {
      void client.invalidateQueries({ queryKey: keys.projects });
      void navigate(`/p/${project.id}/import`);
    },
  });

  return (
    <div className="shell">
      <TopBar />
      <main id="room" className="page" style={{ maxWidth: 640 }} tabIndex={-1}>
        <h1>{t.title}</h1>
        {waitingFiles.count() > 0 && <p className="notice" role="status">{t.waiting(waitingFiles.count())}</p>}
        <form className="card stack" onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
          <label className="field">{t.name}
            <input className="input" value={name} onChange={(event) => setName(event.target.value)} placeholder={t.namePlaceholder} required autoFocus />
          </label>
          <div className="field">
            <span id="task">{t.task}</span>
            <div className="choice" role="radiogroup" aria-labelledby="task">
              {(["detection", "classification"] as const).map((one) => (
                <label key={one}>
                  <input type="radio" name="task" checked={task === one} onChange={() => setTask(one)} />
                  <span>{t[one]}<br /><span className="muted small hint">{t[`${one}Line`]}</span></span>
                </label>
              ))}
            </div>
          </div>
          <label className="field">{t.classes}
            <textarea className="input" value={classes} onChange={(event) => setClasses(event.target.value)} placeholder={t.classesPlaceholder} required />
            <span className="hint muted small">{t.classesHint}</span>
          </label>
          {labels.length > 0 && (
            <div className="row wrap">
              {labels.map((label, i) => (
                <span key={label} className="chip"><span className="swatch" style={{ background: Colours[i % Colours.length] }} />{label}{i < 10 && <kbd>{(i + 1) % 10}</kbd>}</span>
              ))}
            </div>
          )}
          <label className="row"><input type="checkbox" checked={automatic} onChange={(event) => setAutomatic(event.target.checked)} />{t.automatic}</label>
          <Problem error={create.error} />
          <button className="button primary" disabled={create.isPending || !name.trim() || labels.length === 0}>{t.create}</button>
        </form>
      </main>
    </div>
  );
}
