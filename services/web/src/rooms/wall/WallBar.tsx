import type { WallCount } from "../../api/types";
import { ScoreRange } from "../../parts/ScoreRange";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { percentOf, scoreOfPercent } from "../../work/reviewFilter";
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
  const { labels, task } = useRoomProject();
  const isWhole = task === "classification";
  const open = (label: string) => {
    const count = counts.find((one) => one.labelId === label);
    const [all, suggested] = [count?.open ?? 0, count?.suggested ?? 0];
    return filter.of === "auto" ? suggested : filter.of === "labeled" ? all - suggested : all;
  };
  return (
    <div className="wall-bar">
      <label className="row">{t.class}
        <select className="input" value={filter.label || "all"} onChange={(event) => onChoose("label", event.target.value)}>
          {labels.length > 1 && <option value="all">{t.allClasses}</option>}
          {labels.map((label) => <option key={label.id} value={label.id}>{t.counted(label.name, open(label.id), isWhole)}</option>)}
        </select>
      </label>
      <label className="row">{t.of}
        <select className="input" value={filter.of} onChange={(event) => onChoose("of", event.target.value)}>
          {Object.entries((isWhole ? t.whole : t).ofs).map(([of, name]) => <option key={of} value={of}>{name}</option>)}
        </select>
      </label>
      <label className="row">{t.sort}
        <select className="input" value={filter.sort} onChange={(event) => onChoose("sort", event.target.value)}>
          {Object.entries(t.sorts).map(([sort, name]) => <option key={sort} value={sort}>{name}</option>)}
        </select>
      </label>
      <ScoreRange from={percentOf(filter.minScore)} to={percentOf(filter.maxScore)} onChoose={(name, percent) => onChoose(name, scoreOfPercent(percent))} />
      <label className="row">{t.size}<input type="range" min={0} max={sizes - 1} value={size} style={{ width: 70 }} onChange={(event) => onSize(Number(event.target.value))} /></label>
      <span className="grow" />
      {!isWhole && <button className="button small" aria-pressed={misses} onClick={onMisses}><Key>M</Key>{misses ? t.misses.hide : t.misses.show}</button>}
    </div>
  );
}
