import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Project } from "../../api/types";
import { ForRole } from "../../parts/ForRole";
import { Problem } from "../../parts/Problem";
import { duration } from "../../parts/times";
import { texts } from "../../texts/en";
import { checksNeeded } from "./checksNeeded";

const t = texts.promise;
const Wrong = [0.01, 0.02, 0.05, 0.1, 0.2];
const SecondsPerLook = 2;
const Sure = [0.8, 0.9, 0.95, 0.99];

/** "At most 5 in 100 images may be wrong, and I want to be 95 % sure", as a sentence with two choices. */
export function AskForPromise({ project }: { readonly project: Project }) {
  const [maxWrong, setMaxWrong] = useState(0.05);
  const [confidence, setConfidence] = useState(0.95);
  const client = useQueryClient();
  const asking = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/certificates", {
      params: { path: { project: project.id }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: { maxWrong, confidence },
    })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.promises(project.id) }),
  });
  const waiting = project.counts.auto;
  const { checks, of } = checksNeeded(waiting, maxWrong, confidence);
  const rest = of - checks;
  return (
    <section className="card stack-small">
      <h3>{t.askTitle}</h3>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); asking.mutate(); }}>
        <p className="promise-sentence">
          {t.sentence.before(waiting)}
          <select className="input inline" aria-label={t.maxWrong} value={maxWrong} onChange={(event) => setMaxWrong(Number(event.target.value))}>
            {Wrong.map((share) => <option key={share} value={share}>{t.inHundred(share)}</option>)}
          </select>
          {t.sentence.middle}
          <select className="input inline" aria-label={t.confidence} value={confidence} onChange={(event) => setConfidence(Number(event.target.value))}>
            {Sure.map((share) => <option key={share} value={share}>{t.percent(share)}</option>)}
          </select>
          {t.sentence.after}
        </p>
        <p><strong>{rest > 0 ? t.cost(checks, duration(checks * SecondsPerLook), rest) : t.costAll(waiting)}</strong></p>
        <p className="muted small">{t.rule} {t.heldBack}</p>
        <div><ForRole may="annotate"><button className="button primary" disabled={asking.isPending}>{t.askDo}</button></ForRole></div>
      </form>
      <Problem error={asking.error} />
    </section>
  );
}
