import type { WallCount } from "../../api/types";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import type { WallFilter } from "./Wall";

const t = texts.wall;

interface Props {
  readonly filter: WallFilter;
  readonly counts: readonly WallCount[];
  readonly size: number;
  readonly sizes: number;
  readonly misses: boolean;
  readonly onChoose: (name: string, value: string) => void;
  readonly onSize: (size: number) => void;
  readonly onMisses: () => void;
}

/** Which crops, in which order, how large. All but the size live in the address. */
export function WallBar({ filter, counts, size, sizes, misses, onChoose, onSize, onMisses }: Props) {
  const { labels } = useRoomProject();
  const open = (label: string) => {
    const count = counts.find((one) => one.labelId === label);
    const [all, suggested] = [count?.open ?? 0, count?.suggested ?? 0];
    return filter.of === "auto" ? suggested : filter.of === "labeled" ? all - suggested : all;
  };
  const percent = (value: number | undefined) => (value === undefined ? "" : Math.round(value * 100));
  const score = (name: string, text: string) => onChoose(name, text === "" ? "" : String(Math.min(Math.max(Number(text), 0), 100) / 100));
  return (
    <div className="wall-bar">
      <label className="row">{t.class}
        <select className="input" value={filter.label || "all"} onChange={(event) => onChoose("label", event.target.value)}>
          {labels.length > 1 && <option value="all">{t.allClasses}</option>}
          {labels.map((label) => <option key={label.id} value={label.id}>{label.name} ({open(label.id).toLocaleString("en")})</option>)}
        </select>
      </label>
      <label className="row">{t.of}
        <select className="input" value={filter.of} onChange={(event) => onChoose("of", event.target.value)}>
          {Object.entries(t.ofs).map(([of, name]) => <option key={of} value={of}>{name}</option>)}
        </select>
      </label>
      <label className="row">{t.sort}
        <select className="input" value={filter.sort} onChange={(event) => onChoose("sort", event.target.value)}>
          {Object.entries(t.sorts).map(([sort, name]) => <option key={sort} value={sort}>{name}</option>)}
        </select>
      </label>
      <span className="row" role="group" aria-label={t.scores}>{t.scores}
        <input className="input" type="number" min={0} max={100} step={5} placeholder="0" aria-label={`${t.scores}, ${t.from}`} value={percent(filter.minScore)} onChange={(event) => score("from", event.target.value)} />
        –<input className="input" type="number" min={0} max={100} step={5} placeholder="100" aria-label={`${t.scores}, ${t.to}`} value={percent(filter.maxScore)} onChange={(event) => score("to", event.target.value)} />
      </span>
      <label className="row">{t.size}<input type="range" min={0} max={sizes - 1} value={size} style={{ width: 70 }} onChange={(event) => onSize(Number(event.target.value))} /></label>
      <span className="grow" />
      <button className="button small" aria-pressed={misses} onClick={onMisses}><kbd>M</kbd>{misses ? t.misses.hide : t.misses.show}</button>
    </div>
  );
}
