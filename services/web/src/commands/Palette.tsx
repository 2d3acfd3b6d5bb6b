import { useState } from "react";
import { Dialog } from "../parts/Dialog";
import { texts } from "../texts/en";
import { keyText, type Command } from "./Command";

const t = texts.commands;

interface Props<Room> {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command<Room>[];
  readonly room: Room;
}

/** Every command by its name. */
export function Palette<Room>({ open, onClose, commands, room }: Props<Room>) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = commands.filter((command) => command.title.toLowerCase().includes(text.toLowerCase()) && command.enabled?.(room) !== false);
  const run = (command: Command<Room> | undefined) => {
    onClose();
    setText("");
    setAt(0);
    // After the dialog has given the focus back.
    if (command) requestAnimationFrame(() => command.run(room));
  };
  return (
    <Dialog open={open} onClose={() => run(undefined)} title={t.title}>
      <input className="input" autoFocus role="combobox" aria-expanded aria-controls="commands" aria-label={t.search} placeholder={t.search} value={text}
        onChange={(event) => { setText(event.target.value); setAt(0); }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else if (event.key === "Enter") run(found[at]);
          else return;
          event.preventDefault();
        }} />
      <ul className="commands" id="commands" role="listbox" aria-label={t.title}>
        {found.length === 0 && <li className="muted small">{t.none}</li>}
        {found.map((command, i) => (
          <li key={command.id} role="option" aria-selected={i === at}><button tabIndex={-1} onClick={() => run(command)}><span>{command.title}</span><kbd>{keyText(command.keys[0]!)}</kbd></button></li>
        ))}
      </ul>
    </Dialog>
  );
}
