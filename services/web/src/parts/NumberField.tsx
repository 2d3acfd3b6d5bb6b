import { useEffect, useId, useState } from "react";
import { texts } from "../texts/en";
import { numberOf, type Limits } from "./numberOf";

interface Props extends Limits {
  readonly label: string;
  /** What follows the number, as words. */
  readonly unit: string;
  readonly value: number;
  readonly onChoose: (value: number) => void;
}

/** A number between words, chosen on leaving it and on Enter; Esc puts back. What is no such number is marked and goes nowhere. */
export function NumberField({ label, unit, value, onChoose, ...limits }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isJudged, setIsJudged] = useState(false);
  const note = useId();
  useEffect(() => setTyped(null), [value]);
  const number = typed === null ? value : numberOf(typed, limits);
  const isBad = isJudged && number === null;
  const leave = () => {
    setIsJudged(true);
    if (number !== null && number !== value) onChoose(number);
  };
  return (
    <div className="row wrap">
      <label className="row">{label}
        <input className="input narrow" type="number" min={limits.min} max={limits.max} step={limits.hasParts ? "any" : 1} value={typed ?? value} aria-invalid={isBad} aria-describedby={isBad ? note : undefined}
          onChange={(event) => { setTyped(event.target.value); setIsJudged(isBad); }} onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Enter") leave();
            if (event.key === "Escape") { setTyped(null); setIsJudged(false); }
          }} />{unit}
      </label>
      {isBad && <span id={note} className="said" role="alert">{texts.common.numberFrom(limits.min, limits.max, !limits.hasParts, value)}</span>}
    </div>
  );
}
