import { Link } from "react-router";
import { Dialog } from "../parts/Dialog";
import { Key } from "../parts/Key";
import { usePreferences } from "../preferences/preferences";
import { texts } from "../texts/en";
import { keyText, liveKeys, type Command } from "./Command";
import { CommandName } from "./CommandName";

interface Props<Room> {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command<Room>[];
}

/** Every key on one page. */
export function CheatSheet<Room>({ open, onClose, commands }: Props<Room>) {
  const { letters } = usePreferences();
  return (
    <Dialog open={open} onClose={onClose} title={texts.keys.title} wide>
      <p className="muted small">{letters ? texts.keys.line : texts.keys.lettersOff} <Link to="/settings/keys">{texts.keys.change}</Link></p>
      <div className="keys-grid">
        {Object.entries(texts.commands.groups).filter(([group]) => commands.some((command) => command.group === group)).map(([group, name]) => (
          <section key={group}>
            <h3>{name}</h3>
            <dl>
              {group === "boxes" && letters && <div><dt>{texts.keys.digits}</dt><dd><Key>1</Key>..<Key>9</Key><Key>0</Key></dd></div>}
              {commands.filter((command) => command.group === group && !/^class-\d$/.test(command.id) && liveKeys(command, letters).length > 0).map((command) => (
                <div key={command.id}><dt><CommandName command={command} /></dt><dd>{command.keys.map((key) => <Key key={key}>{keyText(key)}</Key>)}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
