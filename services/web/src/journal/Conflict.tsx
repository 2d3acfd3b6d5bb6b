import { useEffect } from "react";
import { contentUrl } from "../api/client";
import type { Box } from "../canvas/change/Box";
import { texts } from "../texts/en";
import type { Entry } from "./Entry";
import { merge, type Choice } from "./merge";
import { saver } from "./saving";

const t = texts.receipt;
const Colours = { base: "#f0e442", mine: "#56b4e9", theirs: "#e69f00" } as const;
const Keys: Record<string, Choice> = { 1: "mine", 2: "theirs", 3: "both" };
/** Of the larger side of what differs, around it. */
const Around = 0.6;

/** One image changed by two people: before, mine, theirs side by side; only what differs is bright. 1, 2 and 3 choose. */
export function Conflict({ entry, hasKeys }: { readonly entry: Entry; readonly hasKeys: boolean }) {
  const theirs = entry.theirs?.boxes ?? [];
  const { clashes } = merge(entry.base.boxes, entry.boxes, theirs);
  const ids = new Set(clashes.flatMap(({ mine, theirs: other }) => [mine?.id, other?.id]));
  useEffect(() => {
    if (!hasKeys) return;
    const press = (event: KeyboardEvent) => {
      const choice = Keys[event.key];
      if (!choice || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      event.preventDefault();
      void saver.settle(entry.imageId, choice);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [entry.imageId, hasKeys]);
  const view = viewOf([...entry.base.boxes, ...entry.boxes, ...theirs].filter((box) => ids.has(box.id)));
  const panes = [
    { name: t.wasBefore, which: "base", boxes: entry.base.boxes },
    { name: t.isMine, which: "mine", boxes: entry.boxes },
    { name: t.isTheirs, which: "theirs", boxes: theirs },
  ] as const;
  return (
    <div className="stack-small">
      <strong>{entry.imageName}</strong>
      <p className="small">{t.clash} {t.clashCount(clashes.length)}</p>
      <div className="conflict">{panes.map((pane) => (
        <figure key={pane.which}>
          <Picture image={entry.imageId} view={view} boxes={pane.boxes} bright={ids} color={Colours[pane.which]} label={t.boxesThere(pane.name, pane.boxes.length)} />
          <figcaption className="small"><b>{pane.name}</b> <span className="muted">{t.boxesThere("", pane.boxes.length)}{pane.boxes.some((box) => ids.has(box.id)) ? "" : `, ${t.goneThere}`}</span></figcaption>
        </figure>
      ))}</div>
      <div className="row wrap">{(["mine", "theirs", "both"] as const).map((choice, i) => (
        <button key={choice} className="button" aria-keyshortcuts={hasKeys ? `${i + 1}` : undefined} onClick={() => void saver.settle(entry.imageId, choice)}>{hasKeys && <kbd>{i + 1}</kbd>}{t[choice]}</button>
      ))}</div>
      <p className="muted small">{t.historyLine}</p>
    </div>
  );
}

interface PictureProps {
  readonly image: string;
  readonly view: readonly [number, number, number, number] | null;
  readonly boxes: readonly Box[];
  readonly bright: ReadonlySet<string | undefined>;
  readonly color: string;
  readonly label: string;
}

function Picture({ image, view, boxes, bright, color, label }: PictureProps) {
  if (!view) return <div className="muted small">{label}</div>;
  return (
    <svg viewBox={view.join(" ")} role="img" aria-label={label}>
      <image href={contentUrl(image)} />
      {boxes.map((box) => {
        const isBright = bright.has(box.id);
        const place = { x: box.x, y: box.y, width: box.width, height: box.height, fill: "none", vectorEffect: "non-scaling-stroke" } as const;
        return (
          <g key={box.id} opacity={isBright ? 1 : 0.35}>
            <rect {...place} stroke="#000" strokeOpacity={0.75} strokeWidth={isBright ? 5 : 3} />
            <rect {...place} stroke={isBright ? color : "#fff"} strokeWidth={isBright ? 2.5 : 1.5} />
          </g>
        );
      })}
    </svg>
  );
}

/** A square window on what differs, in image pixels. */
function viewOf(boxes: readonly Box[]): [number, number, number, number] | null {
  if (boxes.length === 0) return null;
  const [left, top] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.x + box.width)), Math.max(...boxes.map((box) => box.y + box.height))];
  const side = Math.max(right - left, bottom - top, 1) * (1 + Around);
  return [(left + right - side) / 2, (top + bottom - side) / 2, side, side];
}
