import { useId, useRef, useState } from "react";

interface Props {
  readonly name: string;
  readonly value: string;
  readonly narrow?: boolean;
  /** Why this cannot be; null where it can. */
  readonly refusal: (value: string) => string | null;
  readonly onChange: (value: string) => Promise<unknown>;
}

/** Saved on leaving it and on Enter; Esc puts back. What is refused is said beside it, and what was there comes back. */
export function ClassField({ name, value, narrow, refusal, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const note = useId();
  const putBack = (why: string) => {
    if (input.current) input.current.value = value;
    setSaid(why);
  };
  const leave = (typed: string) => {
    if (typed === value) return;
    const why = refusal(typed);
    if (why !== null) return putBack(why);
    setSaid(null);
    onChange(typed).catch((error: Error) => putBack(error.message));
  };
  return (
    <>
      <input ref={input} key={value} className={`input${narrow ? " narrow" : ""}`} aria-label={name} aria-describedby={said === null ? undefined : note} defaultValue={value} title={narrow ? undefined : value} maxLength={narrow ? 1 : 200}
        onChange={() => setSaid(null)} onBlur={(event) => leave(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") { event.currentTarget.value = value; setSaid(null); event.currentTarget.blur(); }
        }} />
      {said !== null && <p id={note} className="said" role="alert">{said}</p>}
    </>
  );
}
