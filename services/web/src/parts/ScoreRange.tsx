import { useId } from "react";
import { texts } from "../texts/en";
import { PercentField } from "./PercentField";

const t = texts.wall;

interface Props {
  /** Percent as the address has them; empty for none. */
  readonly from: string;
  readonly to: string;
  readonly onChoose: (name: "from" | "to", percent: string) => void;
  readonly className?: string;
}

/** Between two scores; says so when nothing can lie between them. */
export function ScoreRange({ from, to, onChoose, className }: Props) {
  const id = useId();
  const isUpsideDown = from !== "" && to !== "" && Number(from) > Number(to);
  const field = { ...(className && { className }), ...(isUpsideDown && { saidBy: id }) };
  return (
    <span className="row" role="group" aria-label={t.scores}>{t.scores}
      <PercentField label={`${t.scores}, ${t.from}`} placeholder="0" value={from} onChoose={(percent) => onChoose("from", percent)} {...field} />
      –<PercentField label={`${t.scores}, ${t.to}`} placeholder="100" value={to} onChoose={(percent) => onChoose("to", percent)} {...field} />
      <span id={id} className="said" role="status">{isUpsideDown && t.upsideDown}</span>
    </span>
  );
}
