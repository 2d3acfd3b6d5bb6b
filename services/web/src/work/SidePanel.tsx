import type { ReactNode } from "react";
import type { Box } from "../canvas/change/Box";
import type { ClassLook } from "../canvas/paint/Painter";
import { clamp } from "../canvas/space/points";
import { texts } from "../texts/en";
import { chooseClass } from "./boxActs";
import type { CanvasRoom } from "./CanvasRoom";
import { standing } from "./doubt";

const t = texts.work;

interface Props {
  readonly room: CanvasRoom;
  readonly looks: (labelId: string) => ClassLook;
  readonly children?: ReactNode;
}

/** Classes and the list of boxes: the accessible face of the canvas, in step with it. */
export function SidePanel({ room, looks, children }: Props) {
  const { editor, labels } = room;
  const boxes = editor.boxes.all();
  const single = editor.selected().length === 1 ? editor.selected()[0]! : null;
  return (
    <aside className="side">
      <section className="stack-small">
        <h3>{t.classes}</h3>
        <ul>{labels.map((label) => (
          <li key={label.id}>
            <button className="pick" aria-pressed={editor.labelId === label.id} onClick={() => chooseClass(editor, label.id)}>
              {label.key && <kbd>{label.key}</kbd>}<span className="swatch" style={{ background: label.color }} /><span className="grow cut">{label.name}</span>
              <span className="muted number small">{boxes.filter((box) => box.labelId === label.id && !editor.isBelow(box)).length || ""}</span>
            </button>
          </li>
        ))}</ul>
      </section>
      <section className="stack-small">
        <h3 className="spread"><span>{t.boxes}</span><span className="number">{boxes.length - editor.belowShown().length}</span></h3>
        {boxes.length === 0 && <p className="muted small">{t.noBoxes}</p>}
        <ul role="listbox" aria-label={t.boxes} aria-multiselectable>{boxes.filter((box) => !editor.isBelow(box)).map((box) => (
          <li key={box.id} role="option" aria-selected={editor.selection.has(box.id)} aria-label={spoken(box, room)}>
            <button className="pick" tabIndex={0} onClick={(event) => editor.select(event.shiftKey ? [...editor.selection, box.id] : [box.id])}>
              <span className={`swatch${box.mark === "suggested" ? " dashed" : ""}`} style={{ background: looks(box.labelId).color, borderColor: box.mark === "suggested" ? looks(box.labelId).color : undefined }} />
              <span className="grow cut" style={{ opacity: editor.hidden.has(box.id) ? 0.5 : 1 }}>{labels.find((label) => label.id === box.labelId)?.name}</span>
              <span className="muted small" title={box.score === undefined ? undefined : `${Math.round(box.score * 100)} %`}>{standing(box)}</span>
            </button>
          </li>
        ))}</ul>
        {single && <Fields room={room} box={single} />}
      </section>
      {boxes.some((box) => box.mark === "suggested") && <ShowFrom room={room} />}
      {children}
    </aside>
  );
}

/** Fewer, surer suggestions: what is hidden here is not accepted. */
function ShowFrom({ room: { editor } }: { readonly room: CanvasRoom }) {
  const hidden = editor.belowShown().length;
  return (
    <section className="stack-small">
      <h3 className="spread"><span>{t.showFrom}</span><span className="number">{Math.round(editor.showFrom * 100)}</span></h3>
      <input type="range" min={0} max={95} step={5} aria-label={t.showFrom} value={Math.round(editor.showFrom * 100)} onChange={(event) => editor.show(Number(event.target.value) / 100)} />
      {hidden > 0 && <p className="muted small" role="status">{t.hiddenCount(hidden)}</p>}
    </section>
  );
}

/** Place and size by typing: everything the canvas can do is possible here. */
function Fields({ room, box }: { readonly room: CanvasRoom; readonly box: Box }) {
  const { image } = room.editor.view;
  const set = (name: "x" | "y" | "width" | "height", value: number) => {
    const next = { ...box, [name]: value };
    next.x = clamp(next.x, 0, image.width - 1);
    next.y = clamp(next.y, 0, image.height - 1);
    next.width = clamp(next.width, 1, image.width - next.x);
    next.height = clamp(next.height, 1, image.height - next.y);
    room.editor.change([next], "field");
  };
  return (
    <div className="fields">{(["x", "y", "width", "height"] as const).map((name) => (
      <label key={`${name} ${box[name]}`}>{t.boxField[name]}
        <input type="number" defaultValue={box[name]} step={1} onBlur={(event) => set(name, event.target.valueAsNumber || 0)} onKeyDown={(event) => { if (event.key === "Enter") set(name, event.currentTarget.valueAsNumber || 0); }} />
      </label>
    ))}</div>
  );
}

function spoken(box: Box, room: CanvasRoom): string {
  const { image } = room.editor.view;
  const third = (at: number, all: number, words: readonly string[]) => words[Math.min(Math.floor((at / all) * 3), 2)] ?? "";
  const place = t.place(
    third(box.x + box.width / 2, image.width, t.thirds.across), third(box.y + box.height / 2, image.height, t.thirds.down),
    Math.round(box.width), Math.round(box.height));
  const name = room.labels.find((label) => label.id === box.labelId)?.name ?? "";
  return [name, box.mark === "suggested" ? t.suggestion : "", standing(box), place].filter(Boolean).join(", ");
}
