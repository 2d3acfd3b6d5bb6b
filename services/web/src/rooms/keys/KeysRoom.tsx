import { useState } from "react";
import { comboOf, keyText, type Command } from "../../commands/Command";
import { bound, clashes, forOtherHand, rebound, useBound } from "../../commands/keyMap";
import { BackButton } from "../../parts/BackButton";
import { prefer, usePreferences } from "../../preferences/preferences";
import { texts } from "../../texts/en";
import { TopBar } from "../../TopBar";
import { canvasCommands } from "../../work/canvasCommands";
import type { CanvasRoom } from "../../work/CanvasRoom";
import { PersonalSwitches } from "./PersonalSwitches";

const t = texts.keys;
type C = Command<CanvasRoom>;

/** Which key does what, for this person in this browser. */
export function KeysRoom() {
  const { keys } = usePreferences();
  const commands = useBound(canvasCommands);
  return (
    <div className="shell">
      <TopBar />
      <main id="room" tabIndex={-1}><div className="page">
        <div className="spread"><h1>{t.mine}</h1><BackButton /></div>
        <p className="muted">{t.mineLine}</p>
        <PersonalSwitches />
        <section className="card stack-small">
          <div className="spread wrap"><h2>{t.title}</h2>
            <div className="row wrap">
              <button className="button small" onClick={() => prefer({ keys: forOtherHand(canvasCommands) })}>{t.otherHand}</button>
              <button className="button small" disabled={Object.keys(keys).length === 0} onClick={() => prefer({ keys: {} })}>{t.reset}</button>
            </div>
          </div>
          <p className="muted small">{t.how}</p>
          {Object.entries(texts.commands.groups).map(([group, name]) => (
            <section key={group} className="stack-small"><h3>{name}</h3>
              <ul className="key-rows">{commands.filter((command) => command.group === group && !/^class-\d$/.test(command.id)).map((command) => <KeyRow key={command.id} command={command} />)}</ul>
            </section>
          ))}
        </section>
      </div></main>
    </div>
  );
}

function KeyRow({ command }: { readonly command: C }) {
  const { keys } = usePreferences();
  const [listening, setListening] = useState(false);
  const all = bound(canvasCommands, keys);
  const clash = command.keys.flatMap((key) => clashes(all, command.id, key).map((other) => t.clash(keyText(key), other.title)));
  const press = (event: React.KeyboardEvent) => {
    if (!listening || event.key === "Tab") return;
    event.preventDefault();
    if (event.key === "Escape") return setListening(false);
    const combo = comboOf(event);
    if (combo === null || /^(ctrl\+)?(control|shift|meta|alt)$/.test(combo.replace(/shift\+/, ""))) return;
    prefer({ keys: rebound(keys, command.id, combo) });
    setListening(false);
  };
  return (
    <li className="key-row">
      <span className="grow">{command.title}</span>
      {clash.length > 0 && <span className="chip warn" role="status">{clash.join(" ")}</span>}
      {keys[command.id] && <button className="button small quiet" aria-label={t.usualOf(command.title)} onClick={() => prefer({ keys: rebound(keys, command.id, null) })}>{t.usual}</button>}
      <button className="button small" onClick={() => setListening(true)} onBlur={() => setListening(false)} onKeyDown={press}>
        <span className="visually-hidden">{t.changeOf(command.title)}</span>
        {listening ? t.press : command.keys.map((key) => <kbd key={key}>{keyText(key)}</kbd>)}
      </button>
    </li>
  );
}
