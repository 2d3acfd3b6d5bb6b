import type { Label } from "../api/types";
import type { Box } from "../canvas/change/Box";
import { texts } from "../texts/en";

/** Until the model's own calibration is read: the raw score decides. */
const SureFrom = 0.8;
const LikelyFrom = 0.5;

/** A model's doubt as a word. */
export function doubtOf(score: number | undefined): string {
  if (score === undefined) return "";
  if (score >= SureFrom) return texts.work.sure;
  return score >= LikelyFrom ? texts.work.likely : texts.work.check;
}

/** Whose a box is, or how sure the model: the word beside its class. */
export function standing(box: Box): string {
  switch (box.mark) {
    case "suggested": return doubtOf(box.score);
    case "accepted": return texts.work.accepted;
    case "edited": return texts.work.edited;
    case "mine": return texts.work.you;
  }
}

const MarkSign = { suggested: "", accepted: " ✓", edited: " ✎", mine: "" } as const;

/** The name tag on the image: digit, class, and a word for the doubt of a suggestion. */
export function tagText(label: Label | undefined, box: Box): string {
  const name = `${label?.key ? `${label.key} ` : ""}${label?.name ?? "?"}`;
  return box.mark === "suggested" ? `${name}, ${doubtOf(box.score)}` : `${name}${MarkSign[box.mark]}`;
}
