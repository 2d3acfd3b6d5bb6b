import { texts } from "../texts/en";

const t = texts.work.reasons;

/** Why an image comes now, in the words that the boxes' doubt is told with: the server's are about the whole image, a box's about that box. */
export function reasonOf(reason: string, isClicks = false): string {
  return reason
    .replace(/^The model (?:is (a little |very |)unsure here|has no doubt about this one)/, (_, much?: string) => t.check[much?.trim() ?? "none"] ?? "")
    .replace(/: about (\d+) s of work\./, (_, cost: string) => t.work(isClicks ? texts.effort.clicks(Number(cost)) : `${cost} s`))
    .replace(" It differs from the others here.", t.differs)
    .replace(/\.$/, "");
}
