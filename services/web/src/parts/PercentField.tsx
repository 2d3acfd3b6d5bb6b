import { useTyped } from "./useTyped";

interface Props {
  readonly label: string;
  readonly placeholder: string;
  /** As it is chosen now; empty for none. */
  readonly value: string;
  readonly onChoose: (percent: string) => void;
  readonly className?: string;
  /** The element that says why this cannot be. */
  readonly saidBy?: string;
}

/** Percent, chosen with every key. */
export function PercentField({ label, placeholder, value, onChoose, className = "input", saidBy }: Props) {
  const field = useTyped(value);
  return (
    <input className={className} type="number" min={0} max={100} step={5} placeholder={placeholder} aria-label={label} aria-invalid={saidBy !== undefined} aria-describedby={saidBy} value={field.shown}
      onChange={(event) => { field.type(event.target.value); onChoose(event.target.value); }} onBlur={field.leave} />
  );
}
