import { prefer, usePreferences, type Clicks } from "../../preferences/preferences";
import { texts } from "../../texts/en";

const t = texts.keys;

/** How the studio behaves for one person: letters, words, clicks, hand. */
export function PersonalSwitches() {
  const now = usePreferences();
  return (
    <section className="card stack-small">
      <h2>{t.behaviour}</h2>
      {(["letters", "technical", "leftHanded"] as const).map((name) => (
        <label key={name} className="row"><input type="checkbox" checked={now[name]} onChange={(event) => prefer({ [name]: event.target.checked })} /><span>{t.switches[name]}</span></label>
      ))}
      <fieldset className="plain stack-small">
        <legend>{t.clicks}</legend>
        {(Object.keys(t.clickWays) as Clicks[]).map((way) => (
          <label key={way} className="row"><input type="radio" name="clicks" checked={now.clicks === way} onChange={() => prefer({ clicks: way })} /><span>{t.clickWays[way]}</span></label>
        ))}
      </fieldset>
    </section>
  );
}
