import type { Label, ScoreBand } from "../api/types";
import type { Box } from "../canvas/change/Box";
import type { TagShape } from "../canvas/paint/Tags";
import { isNew } from "../journal/wire";
import { shortName } from "../parts/shortName";
import { texts } from "../texts/en";

const t = texts.work;
/** Fewer boxes on held-back images than this say nothing of a band. */
const FewestBoxes = 30;
/** So many of such boxes were right. */
const Measured = { sure: 0.95, likely: 0.8 };
/** Where nothing was measured the raw score decides. */
const Raw = { sure: 0.8, likely: 0.5 };

export interface Word {
  readonly word: string;
  /** What it rests on, for a tooltip. */
  readonly why: string;
}

export type Doubt = (score: number | undefined) => Word;

/** A model's doubt as a word, by its own calibration on held-back images. */
export function doubtBy(bands: readonly ScoreBand[] = []): Doubt {
  return (score) => {
    if (score === undefined) return { word: "", why: "" };
    const band = bands.find((one) => score >= one.from && (score < one.to || one.to >= 1));
    const measured = band && band.detections >= FewestBoxes && typeof band.precision === "number" ? band.precision : null;
    const least = measured === null ? Raw : Measured;
    const value = measured ?? score;
    const word = value >= least.sure ? t.sure : value >= least.likely ? t.likely : t.check;
    const percent = Math.round(score * 100);
    return { word, why: measured === null ? t.doubtRaw(percent) : t.doubtMeasured(percent, Math.round(measured * 100), band!.detections) };
  };
}

/** Whose a box is, or how sure the model: the word beside its class. */
export function standing(box: Box, doubt: Doubt): string {
  switch (box.mark) {
    case "suggested": return doubt(box.score).word;
    case "accepted": return t.accepted;
    case "edited": return t.edited;
    // Whose an older one is, its set does not say: the history of the image does.
    case "mine": return isNew(box.id) ? t.you : t.byHand;
  }
}

const MarkSign = { suggested: "", accepted: " ✓", edited: " ✎", mine: "" } as const;

/** Longer ones would cover the picture. */
const LongestOnTag = 32;

/** The name tag on the image: digit, class, and a word for the doubt of a suggestion. */
export function tagText(label: Label | undefined, box: Box, doubt: Doubt): string {
  const name = `${label?.key ? `${label.key} ` : ""}${shortName(label?.name ?? "?", LongestOnTag)}`;
  return box.mark === "suggested" ? `${name}, ${doubt(box.score).word}` : `${name}${MarkSign[box.mark]}`;
}

/** Seven colours, then the same again with another shape of the tag. */
const Colours = 7;
const Shapes: readonly TagShape[] = ["round", "cut", "square"];

export function shapeOf(label: Label | undefined): TagShape {
  return Shapes[Math.floor((label?.position ?? 0) / Colours) % Shapes.length]!;
}
