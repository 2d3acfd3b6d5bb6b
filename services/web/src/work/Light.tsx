import { texts } from "../texts/en";

export interface LightValue {
  readonly brightness: number;
  readonly contrast: number;
}

export const NoLight: LightValue = { brightness: 100, contrast: 100 };

export function filterOf({ brightness, contrast }: LightValue): string | undefined {
  return brightness === 100 && contrast === 100 ? undefined : `brightness(${brightness}%) contrast(${contrast}%)`;
}

/** Only how the picture is shown; nothing of it is saved. */
export function Light({ value, onChange }: { readonly value: LightValue; readonly onChange: (value: LightValue) => void }) {
  const t = texts.work;
  return (
    <section className="stack-small">
      <h3>{t.light}</h3>
      <div className="light">
        {(["brightness", "contrast"] as const).map((name) => (
          <label key={name} style={{ display: "contents" }}>{t[name]}
            <input type="range" min={30} max={300} value={value[name]} onChange={(event) => onChange({ ...value, [name]: Number(event.target.value) })} />
          </label>
        ))}
      </div>
      <button className="button small" onClick={() => onChange(NoLight)}>{t.reset}</button>
    </section>
  );
}
