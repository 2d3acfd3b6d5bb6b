import { useState } from "react";
import { comboOf, keyText, type Command } from "../../commands/Command";
import { asUsual, bound, clashes, forOtherHand, rebound, useBound, type Keys } from "../../commands/keyMap";
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
  /** The keys that a whole set of others has replaced. */
  const [before, setBefore] = useState<Keys | null>(null);
  const replace = (all: Keys) => {
    setBefore(keys);
    prefer({ keys: all });
  };
  const own = before === null ? 0 : Object.keys(before).length;
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
              <button className="button small" onClick={() => replace(forOtherHand(canvasCommands))}>{t.otherHand}</button>
              <button className="button small" disabled={Object.keys(keys).length === 0} onClick={() => replace({})}>{t.reset}</button>
            </div>
          </div>
          {before !== null && (
            <div className="notice spread wrap" role="status">
              <span>{t.replaced(Object.keys(keys).length, own)}</span>
              <button className="button small" onClick={() => { prefer({ keys: before }); setBefore(null); }}>{t.putBack}</button>
            </div>
          )}
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
  /** Pressed, but another command's so far. */
  const [wanted, setWanted] = useState<string | null>(null);
  const [isDigit, setDigit] = useState(false);
  const all = bound(canvasCommands, keys);
  const order = (id: string) => all.findIndex((one) => one.id === id);
  const clash = command.keys.flatMap((key) => clashes(all, command.id, key).map((other) => t.clash(keyText(key), other.title, order(command.id) < order(other.id))));
  const take = (combo: string) => {
    prefer({ keys: rebound(canvasCommands, keys, command.id, combo) });
    setWanted(null);
  };
  const press = (event: React.KeyboardEvent) => {
    if (!listening || event.key === "Tab") return;
    event.preventDefault();
    if (event.key === "Escape") return setListening(false);
    const combo = comboOf(event);
    if (combo === null || /^(ctrl\+)?(control|shift|meta|alt)$/.test(combo.replace(/shift\+/, ""))) return;
    setListening(false);
    setDigit(/^\d$/.test(combo));
    if (/^\d$/.test(combo) || command.keys.includes(combo)) return setWanted(null);
    clashes(all, command.id, combo).length > 0 ? setWanted(combo) : take(combo);
  };
  const listen = () => { setListening(true); setWanted(null); setDigit(false); };
  return (
    <li className="key-row">
      <span className="grow">{command.title}</span>
      {isDigit && <span className="chip warn" role="status">{t.digitsStay}</span>}
      {wanted !== null && (
        <span className="row" role="status">
          <span className="chip warn">{t.taken(keyText(wanted), clashes(all, command.id, wanted).map((other) => other.title).join(", "))}</span>
          <button className="button small" onClick={() => take(wanted)}>{t.take}</button>
          <button className="button small quiet" onClick={() => setWanted(null)}>{texts.common.cancel}</button>
        </span>
      )}
      {wanted === null && clash.length > 0 && <span className="chip warn" role="status">{clash.join(" ")}</span>}
      {keys[command.id] && <button className="button small quiet" aria-label={t.usualOf(command.title)} onClick={() => prefer({ keys: asUsual(keys, command.id) })}>{t.usual}</button>}
      <button className="button small" onClick={listen} onBlur={() => setListening(false)} onKeyDown={press}>
        <span className="visually-hidden">{t.changeOf(command.title)}</span>
        {listening ? t.press : command.keys.length === 0 ? t.noKey : command.keys.map((key) => <kbd key={key}>{keyText(key)}</kbd>)}
      </button>
    </li>
  );
}
