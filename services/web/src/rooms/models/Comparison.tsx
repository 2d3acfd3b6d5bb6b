import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { useModel } from "../../api/queries";
import type { Model } from "../../api/types";
import { Curves } from "../../parts/Curves";
import { tellsApart } from "../../parts/enough";
import { Explained } from "../../parts/Term";
import { texts } from "../../texts/en";

const t = texts.compare;
const Colours = ["var(--accent)", "var(--bar-auto)"] as const;

interface Props {
  readonly models: readonly Model[];
  readonly own: Model;
  readonly other: Model | undefined;
  readonly onOther: (id: string) => void;
}

/** Two models side by side: how much better, and how far that may be chance. */
export function Comparison({ models, own, other, onOther }: Props) {
  const [one, two] = [useModel(own.projectId, own.id).data, useModel(own.projectId, other?.id).data];
  const comparison = useQuery({
    queryKey: ["models", own.projectId, own.id, "with", other?.id], enabled: other !== undefined, staleTime: Infinity,
    queryFn: () => ask(api.GET("/api/v1/models/{id}/comparison", { params: { path: { id: own.id }, query: { with: other!.id } } })),
  });
  if (models.length < 2) return null;
  const names = [texts.models.number(own.number), other ? texts.models.number(other.number) : ""];
  const curve = (model: Model | undefined) => (model?.report?.precisionRecall ?? []).map((point) => ({ x: point.recall ?? 0, y: point.precision ?? 0 })).filter((point) => point.y > 0);
  const lines = [one, two].flatMap((model, i) => (curve(model).length > 0 ? [{ name: names[i]!, color: Colours[i]!, dashed: i === 1, points: curve(model) }] : []));
  const found = comparison.data;
  return (
    <section className="card stack">
      <div className="spread wrap">
        <h2>{t.title(names[0]!)}
          <select className="input inline" aria-label={t.with} value={other?.id ?? ""} onChange={(event) => onOther(event.target.value)}>
            {!other && <option value="">{t.choose}</option>}
            {models.filter((model) => model.id !== own.id).map((model) => <option key={model.id} value={model.id}>{texts.models.number(model.number)}{model.promoted ? ` (${texts.models.inUse})` : ""}</option>)}
          </select>
        </h2>
        {found && other && <Difference found={found} />}
      </div>
      {other && one && two && (
        <div className="two">
          <table>
            <thead><tr><th>{texts.models.className}</th><th className="number">{names[0]}</th><th className="number">{names[1]}</th><th aria-hidden="true" style={{ width: "34%" }} /></tr></thead>
            <tbody>{(one.report?.classes ?? []).map((label) => {
              const [a, b] = [goodOf(label), goodOf(two.report?.classes.find((same) => same.labelId === label.labelId))];
              return (
                <tr key={label.labelId}><td className="name" style={{ maxWidth: 160 }} title={label.label}>{label.label}</td><td className="number">{figure(a)}</td><td className="number">{figure(b)}</td>
                  <td aria-hidden="true"><div className="pair"><span style={{ width: `${(a ?? 0) * 100}%`, background: Colours[0] }} /><span style={{ width: `${(b ?? 0) * 100}%`, background: Colours[1] }} /></div></td></tr>
              );
            })}</tbody>
          </table>
          {lines.length > 0 && <figure style={{ margin: 0 }}><h3>{texts.models.curve}</h3><Curves title={texts.models.curve} lines={lines} xName={texts.models.found} yName={texts.models.right} /></figure>}
        </div>
      )}
    </section>
  );
}

function Difference({ found }: { readonly found: { images: number; difference?: number | null; low?: number | null; high?: number | null; open: boolean } }) {
  if (found.images === 0 || typeof found.difference !== "number") return <p className="muted small">{t.nothingShared}</p>;
  if (!tellsApart(found.images)) return <p className="row wrap"><span className="chip">{t.few}</span><span className="muted small number">{t.on(found.images)}</span></p>;
  const range = `${signed(found.low!)} .. ${signed(found.high!)}`;
  const chip = found.open ? "" : found.difference > 0 ? "good" : "bad";
  return (
    <p className="row wrap">
      <span className="stat">{signed(found.difference)}</span>
      <span className={`chip ${chip}`}>{found.open ? t.open : found.difference > 0 ? t.better : t.worse}</span>
      <span className="muted small number"><Explained hint={t.rangeHint}>{t.range(range, found.images)}</Explained></span>
    </p>
  );
}

const goodOf = (label: { ap50?: number | null; recall?: number | null } | undefined): number | null => label?.ap50 ?? label?.recall ?? null;
const figure = (value: number | null): string => value?.toFixed(2) ?? "–";
const signed = (value: number): string => `${Math.abs(value) < 0.005 ? "±" : value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
