import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { useSession } from "../../api/queries";
import { BackButton } from "../../parts/BackButton";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";
import { TopBar } from "../../TopBar";
import { ApiKeys } from "./ApiKeys";
import { FailedMessages, useIsAdmin } from "./FailedMessages";
import { Users } from "./Users";

const t = texts.account;

/** One's own password and keys; for admins the people too. */
export function AccountRoom() {
  const session = useSession().data;
  const isAdmin = useIsAdmin();
  return (
    <div className="shell">
      <TopBar />
      <main id="room" tabIndex={-1}><div className="page stack">
        <div className="spread"><h1>{t.title}</h1><BackButton /></div>
        {session?.accounts === false && <p className="muted">{t.none}</p>}
        {session?.user && <>
          <p className="muted">{t.who(session.user.name, t.roles[session.user.role] ?? session.user.role)}</p>
          <ApiKeys scopes={session.user.scopes} />
          <Password />
          {session.user.scopes.includes("admin") && <Users />}
        </>}
        {isAdmin && <FailedMessages />}
      </div></main>
    </div>
  );
}

function Password() {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => ask(api.PUT("/api/v1/session/password", { body: { current, password } })),
    onSuccess: () => { setCurrent(""); setPassword(""); },
  });
  return (
    <section className="card">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); change.mutate(); }}>
        <h2>{t.changePassword}</h2>
        <label className="field">{t.currentPassword}<input className="input" type="password" value={current} onChange={(event) => setCurrent(event.target.value)} required autoComplete="current-password" /></label>
        <label className="field">{t.newPassword}<input className="input" type="password" value={password} onChange={(event) => setPassword(event.target.value)} required minLength={10} autoComplete="new-password" />
          <span className="hint muted small">{t.passwordHint}</span></label>
        <Problem error={change.error} />
        {change.isSuccess && <p role="status">{t.passwordChanged}</p>}
        <button className="button" disabled={change.isPending}>{t.changePassword}</button>
      </form>
    </section>
  );
}
