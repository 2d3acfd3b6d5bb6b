import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { keys, useSession } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";
import { hasLeft, onSignedOut, useComeIn } from "./session";

const t = texts.account;

/** Over whatever is open: sign in, or make the first account. What lies under it stays as it is and goes on afterwards. */
export function SignInGate() {
  const session = useSession();
  const client = useQueryClient();
  useEffect(() => onSignedOut(() => void client.invalidateQueries({ queryKey: keys.session })), [client]);
  const wasIn = useRef(false);
  if (session.data?.user) wasIn.current = true;
  if (!session.data?.accounts || session.data.user) return null;
  return (
    <>
      <div className="overlay" />
      <div className="card dialog stack" role="dialog" aria-modal="true" aria-labelledby="sign-in">
        <h2 id="sign-in">{session.data.setup ? t.setup : t.signIn}</h2>
        <Form setup={session.data.setup} line={session.data.setup ? t.setupLine : wasIn.current && !hasLeft() ? t.signedOutLine : t.signInLine} />
      </div>
    </>
  );
}

function Form({ setup, line }: { readonly setup: boolean; readonly line: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [token, setToken] = useState("");
  const come = useComeIn();
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); come.mutate(setup ? { name, password, token } : { name, password }); }}>
      <p className="muted small">{line}</p>
      {setup && <label className="field">{t.token}<input className="input" value={token} onChange={(event) => setToken(event.target.value)} required autoFocus autoComplete="off" /></label>}
      <label className="field">{t.name}
        <input className="input" value={name} onChange={(event) => setName(event.target.value)} required autoFocus={!setup} autoComplete="username" />
      </label>
      <label className="field">{t.password}
        <input className="input" type="password" value={password} onChange={(event) => setPassword(event.target.value)} required minLength={setup ? 10 : undefined} autoComplete={setup ? "new-password" : "current-password"} />
        {setup && <span className="hint muted small">{t.passwordHint}</span>}
      </label>
      <Problem error={come.error} isOfSignIn />
      <button className="button primary" disabled={come.isPending}>{setup ? t.setupDo : t.signIn}</button>
    </form>
  );
}
