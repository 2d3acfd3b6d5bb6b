import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask, contentUrl } from "../../api/client";
import type { Mistake, Model } from "../../api/types";
import { Cutout } from "../../parts/Cutout";
import { texts } from "../../texts/en";

const t = texts.mistakes;
const First = 8;
const Kinds = ["falseAlarm", "missed", "mixup"] as const;

/** The worst of each kind on held-out images, as crops; a click opens the image. */
export function Mistakes({ model }: { readonly model: Model }) {
  return (
    <section className="card stack">
      <h2>{t.title}</h2>
      {Kinds.map((kind) => <Kind key={kind} model={model} kind={kind} />)}
    </section>
  );
}

function Kind({ model, kind }: { readonly model: Model; readonly kind: (typeof Kinds)[number] }) {
  const [all, setAll] = useState(false);
  const mistakes = useQuery({
    queryKey: ["models", model.projectId, model.id, "mistakes", kind], staleTime: Infinity,
    queryFn: () => ask(api.GET("/api/v1/models/{id}/mistakes", { params: { path: { id: model.id }, query: { kind, limit: 60 } } })),
  });
  const items = mistakes.data?.items ?? [];
  if (model.task === "classification" && kind !== "mixup") return null;
  return (
    <div className="stack-small">
      <h3>{t.kind[kind]}</h3>
      {mistakes.data && items.length === 0 && <p className="muted small">{t.none[kind]}</p>}
      <div className="mistakes">{items.slice(0, all ? undefined : First).map((one, i) => <Shown key={`${one.imageId} ${i}`} model={model} mistake={one} />)}</div>
      {!all && items.length > First && <div><button className="button small" onClick={() => setAll(true)}>{t.more(items.length - First)}</button></div>}
    </div>
  );
}

function Shown({ model, mistake }: { readonly model: Model; readonly mistake: Mistake }) {
  const says = mistake.kind === "missed"
    ? (mistake.score > 0 ? t.missedWeak(mistake.label, Math.round(mistake.score * 100)) : t.missedAll(mistake.label))
    : mistake.kind === "mixup" ? t.mixed(mistake.label, mistake.actual ?? "", Math.round(mistake.score * 100)) : t.alarm(mistake.label, Math.round(mistake.score * 100));
  return (
    <Link className="mistake" to={`/p/${model.projectId}/label/${mistake.imageId}`} title={says}>
      <Cutout href={contentUrl(mistake.imageId)} size={mistake} box={mistake.box ?? null} dashed={mistake.kind !== "missed"} />
      <span className="small">{says}</span>
    </Link>
  );
}
