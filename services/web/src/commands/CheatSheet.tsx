import { Link } from "react-router";
import { Dialog } from "../parts/Dialog";
import { texts } from "../texts/en";
import { keyText, type Command } from "./Command";

interface Props<Room> {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command<Room>[];
}

/** Every key on one page. */
export function CheatSheet<Room>({ open, onClose, commands }: Props<Room>) {
  return (
    <Dialog open={open} onClose={onClose} title={texts.keys.title} wide>
      <p className="muted small">{texts.keys.line} <Link to="/settings/keys">{texts.keys.change}</Link></p>
      <div className="keys-grid">
        {Object.entries(texts.commands.groups).filter(([group]) => commands.some((command) => command.group === group)).map(([group, name]) => (
          <section key={group}>
            <h3>{name}</h3>
            <dl>
              {group === "boxes" && <div><dt>{texts.keys.digits}</dt><dd><kbd>1</kbd>..<kbd>9</kbd><kbd>0</kbd></dd></div>}
              {commands.filter((command) => command.group === group && !/^class-\d$/.test(command.id) && command.keys.length > 0).map((command) => (
                <div key={command.id}><dt>{command.title}</dt><dd>{command.keys.map((key) => <kbd key={key}>{keyText(key)}</kbd>)}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
