import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { useProjects } from "../../api/queries";
import { CopyButton } from "../../parts/CopyButton";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { texts } from "../../texts/en";

const t = texts.account;
const apiKeys = ["api-keys"] as const;

/** Keys for programs: made, shown once, revoked. */
export function ApiKeys({ scopes }: { readonly scopes: readonly string[] }) {
  const client = useQueryClient();
  const list = useQuery({ queryKey: apiKeys, queryFn: () => ask(api.GET("/api/v1/keys", { params: { query: { limit: 200 } } })) });
  const revoke = useMutation({
    mutationFn: (id: string) => ask(api.DELETE("/api/v1/keys/{id}", { params: { path: { id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: apiKeys }),
  });
  const projects = useProjects().data?.items ?? [];
  const live = list.data?.items.filter((key) => !key.revokedAt) ?? [];
  return (
    <section className="card stack">
      <h2>{t.keys}</h2>
      <p className="muted small">{t.keysLine}</p>
      <Problem error={list.error ?? revoke.error} />
      {live.length > 0 && (
        <ul className="key-rows">
          {live.map((key) => (
            <li key={key.id} className="key-row">
              <span className="grow"><strong>{key.name}</strong> <span className="muted small">{key.start}… · {key.owner} · {key.scopes.map((scope) => t.scopes[scope] ?? scope).join(", ")}{key.projectId ? ` · ${projects.find((one) => one.id === key.projectId)?.name ?? t.oneProject}` : ""}
                {" · "}{key.usedAt ? t.used(dateAndTime(key.usedAt)) : t.unused}{key.expiresAt ? ` · ${t.until(dateAndTime(key.expiresAt))}` : ""}</span></span>
              <button className="button small danger" aria-label={t.revokeOf(key.name)} onClick={() => revoke.mutate(key.id)}>{t.revoke}</button>
            </li>
          ))}
        </ul>
      )}
      <NewKey scopes={scopes} onMade={revoke.reset} />
    </section>
  );
}

function NewKey({ scopes, onMade }: { readonly scopes: readonly string[]; readonly onMade: () => void }) {
  const client = useQueryClient();
  const projects = useProjects().data?.items ?? [];
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(["read"]);
  const [project, setProject] = useState("");
  const [days, setDays] = useState("");
  const make = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/keys", {
      body: { name, scopes: [...chosen], projectId: project || null, expiresAt: days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null, perMinute: null },
    })),
    onSuccess: () => { setName(""); onMade(); void client.invalidateQueries({ queryKey: apiKeys }); },
  });
  const flip = (scope: string) => setChosen(chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope]);
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
      <h3>{t.newKey}</h3>
      <label className="field">{t.keyName}<input className="input" value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} /></label>
      <fieldset className="row wrap"><legend>{t.mayDo}</legend>
        {scopes.map((scope) => <label key={scope} className="row"><input type="checkbox" checked={chosen.includes(scope)} onChange={() => flip(scope)} />{t.scopes[scope] ?? scope}</label>)}
      </fieldset>
      <div className="row wrap">
        <label className="field">{t.project}
          <select className="input" value={project} onChange={(event) => setProject(event.target.value)}>
            <option value="">{t.allProjects}</option>
            {projects.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </label>
        <label className="field">{t.days}<input className="input" type="number" min={1} max={3650} value={days} onChange={(event) => setDays(event.target.value)} placeholder={t.forEver} /></label>
      </div>
      <Problem error={make.error} />
      <button className="button primary" disabled={make.isPending || chosen.length === 0}>{t.make}</button>
      {make.data?.key && <div className="notice stack-small" role="status"><span>{t.once}</span>
        <code>{make.data.key}</code>
        <CopyButton className="small" text={make.data.key} /></div>}
    </form>
  );
}
