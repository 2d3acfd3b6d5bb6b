import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { texts } from "../../texts/en";
import { TopBar } from "../../TopBar";
import { waitingFiles } from "../import/waiting";
import { digitsTwice, nearlySame } from "../settings/classNames";

const t = texts.create;
const MaxName = 200;
/** As the server gives them (Okabe and Ito). */
const Colours = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"];

interface Look {
  readonly color: string;
  readonly key: string;
}

export function NewProjectRoom() {
  const [name, setName] = useState("");
  const [task, setTask] = useState("detection");
  const [classes, setClasses] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Partial<Look>>>(new Map());
  const [automatic, setAutomatic] = useState(true);
  const navigate = useNavigate();
  const client = useQueryClient();
  const labels = [...new Set(classes.split("\n").map((line) => line.trim()).filter(Boolean))];
  const lookOf = (label: string, i: number): Look => ({ color: Colours[i % Colours.length]!, key: i < 10 ? `${(i + 1) % 10}` : "", ...chosen.get(label) });
  const choose = (label: string, look: Partial<Look>) => setChosen((now) => new Map([...now, [label, { ...now.get(label), ...look }]]));
  const tooLong = labels.filter((label) => label.length > MaxName).length;
  const problems = [...(tooLong > 0 ? [t.tooLong(tooLong)] : []), ...digitsTwice(labels.map((label, i) => lookOf(label, i).key)).map(t.digitTwice)];
  const create = useMutation({
    mutationFn: async () => {
      const project = await ask(api.POST("/api/v1/projects", { body: { name, task, labels, settings: { automaticTraining: { enabled: automatic } } } }));
      const change = (label: string, look: Partial<Look>) => ask(api.PATCH("/api/v1/projects/{project}/labels/{label}", { params: { path: { project: project.id, label } }, body: look }));
      const changed = project.labels.filter((label) => chosen.has(label.name));
      try {
        // Two may have changed their digits with each other.
        for (const { id, name: label } of changed) if (chosen.get(label)!.key !== undefined) await change(id, { key: "" });
        for (const { id, name: label } of changed) await change(id, chosen.get(label)!);
      } catch (error) {
        // The project is there: its settings take another look.
        say((error as Error).message);
      }
      return project;
    },
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
            <input className="input" maxLength={MaxName} value={name} onChange={(event) => setName(event.target.value)} placeholder={t.namePlaceholder} required autoFocus />
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
            <span className="hint muted small">{t.classesHint(labels.length > 0)}</span>
          </label>
          {labels.length > 0 && (
            <div className="row wrap">
              {labels.map((label, i) => {
                const look = lookOf(label, i);
                return (
                  <span key={label} className="chip class-look">
                    <input type="color" aria-label={`${texts.settings.color}: ${label}`} value={look.color} onChange={(event) => choose(label, { color: event.target.value })} /><span className="cut" title={label}>{label}</span>
                    <input className="input" aria-label={`${texts.settings.key}: ${label}`} value={look.key} maxLength={1} onChange={(event) => { if (/^[0-9]?$/.test(event.target.value)) choose(label, { key: event.target.value }); }} onFocus={(event) => event.target.select()} />
                  </span>
                );
              })}
            </div>
          )}
          {problems.map((problem) => <p key={problem} className="said" role="alert">{problem}</p>)}
          {nearlySame(labels).map((group) => <p key={group[0]} className="notice" role="status">{texts.settings.nearlySame(group)}</p>)}
          <label className="row"><input type="checkbox" checked={automatic} onChange={(event) => setAutomatic(event.target.checked)} />{t.automatic}</label>
          <Problem error={create.error} />
          <button className="button primary" disabled={create.isPending || !name.trim() || labels.length === 0 || problems.length > 0}>{t.create}</button>
        </form>
      </main>
    </div>
  );
}
