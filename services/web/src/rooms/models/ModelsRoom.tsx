import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { api, ask } from "../../api/client";
import { keys, useMay, useModel, useModels } from "../../api/queries";
import type { Model } from "../../api/types";
import { ForRole } from "../../parts/ForRole";
import { Measured } from "../../parts/HowGood";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { dateAndTime, duration } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { Term } from "../../parts/Term";
import { texts } from "../../texts/en";
import { Comparison } from "./Comparison";
import { ModelReport } from "./ModelReport";
import { Snippets } from "./Snippets";
import { TryModel } from "./TryModel";

const t = texts.models;

export function ModelsRoom() {
  const project = useRoomProject();
  const { model: wanted } = useParams();
  const models = useModels(project.id);
  const items = models.data?.items ?? [];
  const chosen = items.find((model) => model.id === wanted) ?? items.find((model) => model.promoted) ?? items[0];
  const [search, setSearch] = useSearchParams();
  const other = items.find((model) => model.id === search.get("with") && model !== chosen) ?? items.find((model) => model.promoted && model !== chosen) ?? items.find((model) => model !== chosen);
  const mayTry = useMay("predict");
  const whole = useModel(project.id, chosen?.id);
  if (models.data && items.length === 0) {
    return (
      <div className="page"><h1>{t.title}</h1>
        <div className="card empty"><Icon name="check" size={48} /><h2>{t.none}</h2><p className="muted">{t.noneLine}</p>
          <Link className="button primary" to={`/p/${project.id}/train`}>{texts.train.title}</Link></div>
      </div>
    );
  }
  return (
    <div className="page">
      <h1>{t.title}</h1>
      <Problem error={models.error ?? whole.error} onRetry={() => void models.refetch()} />
      <section className="card" style={{ padding: 0, overflowX: "auto" }}>
        <table>
          <thead><tr><th>{t.title}</th><th className="number"><Term name="howGood" /></th><th className="number"><Term name="strict" /></th><th>{texts.train.from}</th><th className="number">{t.trainedIn}</th><th>{texts.train.when}</th><th /></tr></thead>
          <tbody>{items.map((model, i) => <ModelRow key={model.id} model={model} isNewest={i === 0} isChosen={model === chosen} />)}</tbody>
        </table>
      </section>
      {chosen && <Comparison models={items} own={chosen} other={other} onOther={(id) => setSearch({ with: id }, { replace: true })} />}
      {whole.data?.report && <ModelReport model={whole.data} report={whole.data.report} isAlone={items.length === 1} />}
      {chosen && mayTry && <TryModel key={chosen.id} model={chosen} />}
      {chosen && <Snippets model={chosen} />}
    </div>
  );
}

function ModelRow({ model, isNewest, isChosen }: { readonly model: Model; readonly isNewest: boolean; readonly isChosen: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const promote = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/models/{id}/promote", { params: { path: { id: model.id } } })),
    onSuccess: () => say(t.promoted(model.number)),
    onError: (error) => say(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: keys.models(model.projectId) }),
  });
  const good = model.metrics.ap50 ?? model.metrics.top1;
  return (
    <tr className="model-row" aria-selected={isChosen} onClick={() => void navigate(`/p/${model.projectId}/models/${model.id}`)} style={{ cursor: "pointer" }}>
      <td><Link to={`/p/${model.projectId}/models/${model.id}`}><strong>{t.number(model.number)}</strong></Link>{" "}
        {model.promoted && <span className="chip good">{t.inUse}</span>} {isNewest && <span className="chip">{t.newest}</span>}</td>
      <td className="number">{typeof good === "number" ? <Measured value={good} images={model.validationImages} /> : "–"}</td>
      <td className="number">{model.metrics.ap?.toFixed(2) ?? "–"}</td>
      <td className="small">{t.from(model.images, model.validationImages)}</td>
      <td className="number">{duration(model.trainingSeconds)}</td>
      <td className="small">{dateAndTime(model.createdAt)}</td>
      <td><div className="row" style={{ justifyContent: "flex-end" }} onClick={(event) => event.stopPropagation()}>
        {!model.promoted && <ForRole may="train"><button className="button small primary" disabled={promote.isPending} onClick={() => promote.mutate()}>{t.putToUse}</button></ForRole>}
        <a className="button small" href={`/api/v1/models/${model.id}/onnx`} download>{t.download}</a>
      </div></td>
    </tr>
  );
}
