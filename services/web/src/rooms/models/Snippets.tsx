import { useState } from "react";
import { Link } from "react-router";
import type { Model } from "../../api/types";
import { useSession } from "../../api/queries";
import { CopyButton } from "../../parts/CopyButton";
import { texts } from "../../texts/en";
import { KeyPlaceholder, snippetCode, type Language } from "./snippetCode";

const t = texts.snippets;

/** One image to the model, from a program. */
export function Snippets({ model }: { readonly model: Model }) {
  const [language, setLanguage] = useState<Language>("curl");
  const hasKey = useSession().data?.accounts === true;
  const code = snippetCode(language, `${location.origin}/api/v1/projects/${model.projectId}/predict?modelId=${model.id}`, hasKey);
  return (
    <section className="card stack-small">
      <h3>{texts.models.snippet}</h3>
      <div className="row" role="group" aria-label={t.language}>{(["curl", "python", "csharp"] as const).map((one) => (
        <button key={one} className={`button small${language === one ? " primary" : ""}`} aria-pressed={language === one} onClick={() => setLanguage(one)}>{t.names[one]}</button>
      ))}
        <span className="grow" />
        <CopyButton className="small" text={code} />
      </div>
      <pre className="code" tabIndex={0}>{code}</pre>
      <p className="muted small">{t.line}</p>
      {hasKey && <p className="muted small">{t.keyLine(KeyPlaceholder)} <Link to="/account">{texts.account.keys}</Link></p>}
    </section>
  );
}
