import { useState, type ReactNode } from "react";
import type { ClassLook } from "../canvas/paint/Tags";
import { keyText, liveKeys } from "../commands/Command";
import { Icon } from "../parts/Icon";
import { Term } from "../parts/Term";
import { Key } from "../parts/Key";
import { usePreferences } from "../preferences/preferences";
import { texts } from "../texts/en";
import { chooseClass } from "./boxActs";
import { BoxFields } from "./BoxFields";
import { BoxList } from "./BoxList";
import type { CanvasRoom } from "./CanvasRoom";

const t = texts.work;

interface Props {
  readonly room: CanvasRoom;
  readonly looks: (labelId: string) => ClassLook;
  readonly children?: ReactNode;
}

/** Classes and the list of boxes; on small screens a sheet that a button opens. */
export function SidePanel({ room, looks, children }: Props) {
  const { editor, labels } = room;
  const { letters } = usePreferences();
  const [open, setOpen] = useState(false);
  const boxes = editor.boxes.all().filter((box) => !editor.isBelow(box));
  const nearly = editor.nearlyMarked().length;
  const taking = room.commands.filter((command) => command.id === "accept-one").flatMap((command) => liveKeys(command, letters))[0];
  const single = editor.selected().length === 1 ? editor.selected()[0]! : null;
  return (
    <aside className={`side${open ? " open" : ""}`}>
      <button className="button small side-toggle" aria-expanded={open} onClick={() => setOpen(!open)}><Icon name="list" size={16} />{t.panel(boxes.length)}</button>
      <div className="side-body">
        <section className="stack-small">
          <h3>{t.classes}</h3>
          <ul className="classes">{labels.map((label) => (
            <li key={label.id}>
              <button className="pick" aria-pressed={editor.labelId === label.id} disabled={editor.readOnly} onClick={() => chooseClass(editor, label.id)}>
                {label.key && <Key>{label.key}</Key>}<span className="swatch" style={{ background: label.color }} /><span className="grow cut">{label.name}</span>
                <span className="muted number small">{boxes.filter((box) => box.labelId === label.id).length || ""}</span>
              </button>
            </li>
          ))}</ul>
        </section>
        <section className="stack-small">
          <h3 className="spread"><Term name="suggestions" /><span className="number">{boxes.length}</span></h3>
          {boxes.length === 0 ? <p className="muted small">{t.noBoxes}</p> : <BoxList room={room} looks={looks} />}
          {nearly > 0 && <p className="muted small">{t.nearlyMarked(nearly, taking ? keyText(taking) : null)}</p>}
          {single && <BoxFields editor={editor} box={single} />}
        </section>
        {children}
      </div>
    </aside>
  );
}
