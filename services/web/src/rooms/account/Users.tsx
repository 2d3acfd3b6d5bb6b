import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { useSession } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";

const t = texts.account;
const users = ["users"] as const;
const Roles = ["admin", "member", "viewer"] as const;

const useUsers = (isWanted: boolean) =>
  useQuery({ queryKey: users, enabled: isWanted, queryFn: () => ask(api.GET("/api/v1/users", { params: { query: { limit: 200 } } })) });

/** Everybody with an account, as far as one may know. */
export function useUserNames(): readonly string[] {
  const isAdmin = useSession().data?.user?.scopes.includes("admin") === true;
  return useUsers(isAdmin).data?.items.map((user) => user.name) ?? [];
}

/** The people, for admins. */
export function Users() {
  const client = useQueryClient();
  const list = useUsers(true);
  const changed = () => void client.invalidateQueries({ queryKey: users });
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string; role?: string; disabled?: boolean }) =>
      ask(api.PATCH("/api/v1/users/{id}", { params: { path: { id } }, body: { role: body.role ?? null, disabled: body.disabled ?? null, password: null } })),
    onSuccess: changed,
  });
  return (
    <section className="card stack">
      <h2>{t.users}</h2>
      <Problem error={list.error ?? change.error} />
      <ul className="key-rows">
        {list.data?.items.map((user) => (
          <li key={user.id} className="key-row">
            <span className="grow row"><span className="cut" title={user.name}>{user.name}</span>{user.disabled && <span className="chip warn">{t.disabled}</span>}</span>
            <select className="input inline" aria-label={t.roleOf(user.name)} value={user.role} onChange={(event) => change.mutate({ id: user.id, role: event.target.value })}>
              {Roles.map((role) => <option key={role} value={role}>{t.roles[role]}</option>)}
            </select>
            <button className="button small" onClick={() => change.mutate({ id: user.id, disabled: !user.disabled })}>{user.disabled ? t.enable : t.disable}</button>
          </li>
        ))}
      </ul>
      <NewUser onAdded={() => { change.reset(); changed(); }} />
    </section>
  );
}

function NewUser({ onAdded }: { readonly onAdded: () => void }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<string>("member");
  const add = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/users", { body: { name, password, role } })),
    onSuccess: () => { setName(""); setPassword(""); onAdded(); },
  });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
      <h3>{t.newUser}</h3>
      <div className="row wrap" style={{ alignItems: "flex-start" }}>
        <label className="field">{t.name}<input className="input" value={name} onChange={(event) => setName(event.target.value)} required maxLength={60} autoComplete="off" /></label>
        <label className="field">{t.firstPassword}<input className="input" value={password} onChange={(event) => setPassword(event.target.value)} required minLength={10} autoComplete="off" /><span className="hint muted small">{t.passwordHint}</span></label>
        <label className="field">{t.role}<select className="input" value={role} onChange={(event) => setRole(event.target.value)}>
          {Roles.map((one) => <option key={one} value={one}>{t.roles[one]}</option>)}</select></label>
      </div>
      <Problem error={add.error} />
      <button className="button" disabled={add.isPending}>{t.addUser}</button>
    </form>
  );
}
