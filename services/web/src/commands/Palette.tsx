import { useState } from "react";
import { Dialog } from "../parts/Dialog";
import { Key } from "../parts/Key";
import { texts } from "../texts/en";
import { keyText, type Command } from "./Command";
import { CommandName } from "./CommandName";

interface Props<Room> {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly commands: readonly Command<Room>[];
  readonly room: Room;
}

/** Every command by its name: type, arrows, Enter. */
export function Palette<Room>({ open, onClose, title, commands, room }: Props<Room>) {
  const t = texts.commands;
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = commands.filter((command) => `${command.title} ${command.whileHeld ?? ""}`.toLowerCase().includes(text.trim().toLowerCase()) && command.enabled?.(room) !== false);
  const run = (command: Command<Room> | undefined) => {
    onClose();
    setText("");
    setAt(0);
    // After the dialog has given the focus back.
    if (command) requestAnimationFrame(() => command.run(room));
  };
  const id = (index: number) => `command-${index}`;
  return (
    <Dialog open={open} onClose={() => run(undefined)} title={title}>
      <input className="input" autoFocus role="combobox" aria-expanded aria-controls="commands" aria-activedescendant={found.length > 0 ? id(at) : undefined}
        aria-label={t.search} placeholder={t.search} value={text}
        onChange={(event) => { setText(event.target.value); setAt(0); }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else if (event.key === "Enter") run(found[at]);
          else return;
          event.preventDefault();
        }} />
      {found.length === 0 && <p className="muted small" role="status">{t.none}</p>}
      <ul className="commands" id="commands" role="listbox" aria-label={title}>
        {found.map((command, i) => (
          <li key={command.id} id={id(i)} role="option" aria-selected={i === at} onClick={() => run(command)}
            ref={i === at ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}>
            <CommandName command={command} />{command.keys[0] && <Key>{keyText(command.keys[0])}</Key>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
