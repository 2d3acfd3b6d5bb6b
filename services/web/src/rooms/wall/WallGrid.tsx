import { useRef, useState, type PointerEvent } from "react";
import type { Label, WallBox } from "../../api/types";
import { texts } from "../../texts/en";
import type { Doubt } from "../../work/doubt";
import { Crop } from "./Crop";
import { range, toggledWrong } from "./PagePicks";
import type { Wall } from "./Wall";

const Slop = 6;

interface Props {
  readonly wall: Wall;
  readonly columns: number;
  readonly at: number;
  readonly outline: boolean;
  readonly labels: readonly Label[];
  readonly doubt: Doubt;
  readonly onAt: (index: number) => void;
  readonly onOpen: (box: WallBox) => void;
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One page of crops. Click, Shift+click and a frame drawn over them pick out. */
export function WallGrid({ wall, columns, at, outline, labels, doubt, onAt, onOpen }: Props) {
  const boxes = wall.page!.boxes;
  const start = useRef<{ x: number; y: number } | null>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const dragged = useRef(false);
  /** The crop that was the current one before the press, which gives the focus to the pressed one. */
  const from = useRef(at);

  const move = (event: PointerEvent) => {
    if (!start.current || event.pointerType === "touch") return;
    const [x, y] = [event.clientX - start.current.x, event.clientY - start.current.y];
    if (!frame && Math.hypot(x, y) < Slop) return;
    dragged.current = true;
    setFrame({ x: Math.min(start.current.x, event.clientX), y: Math.min(start.current.y, event.clientY), width: Math.abs(x), height: Math.abs(y) });
  };
  const end = () => {
    start.current = null;
    if (!frame) return;
    const inside = [...host.current!.querySelectorAll<HTMLElement>("[data-box]")].filter((crop) => {
      const rect = crop.getBoundingClientRect();
      return rect.left < frame.x + frame.width && rect.right > frame.x && rect.top < frame.y + frame.height && rect.bottom > frame.y;
    });
    setFrame(null);
    if (inside.length > 0) wall.setPicks(toggledWrong(wall.picks, inside.map((crop) => crop.dataset.box!)));
  };
  return (
    <div className={`wall-grid${outline ? "" : " bare"}`} ref={host} role="application" aria-label={texts.wall.title} style={{ gridTemplateColumns: `repeat(${columns}, var(--side))` }}
      onPointerDown={(event) => { if (event.button === 0) { from.current = at; start.current = { x: event.clientX, y: event.clientY }; dragged.current = false; } }}
      onPointerMove={move} onPointerUp={end} onPointerCancel={() => { start.current = null; setFrame(null); }}>
      {boxes.map((box, i) => (
        <Crop key={box.id} box={box} index={i} pick={wall.picks.get(box.id)} labels={labels} doubt={doubt} withClass={wall.filter.label === ""} isCurrent={i === at} isPainted={wall.painted.has(box.id)}
          onPaint={() => wall.paint(box.id)} onFocus={() => onAt(i)} onOpen={() => onOpen(box)}
          onClick={(shift) => {
            // The click that ends a frame is none.
            if (dragged.current) return;
            wall.setPicks(toggledWrong(wall.picks, shift ? range(from.current, i).map((one) => boxes[one]!.id) : [box.id]));
            onAt(i);
          }} />
      ))}
      {frame && <div className="wall-frame" style={{ left: frame.x, top: frame.y, width: frame.width, height: frame.height }} />}
    </div>
  );
}
