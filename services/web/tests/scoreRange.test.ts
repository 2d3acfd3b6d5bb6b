import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ScoreRange } from "../src/parts/ScoreRange";

const shown = (from: string, to: string) => renderToStaticMarkup(createElement(ScoreRange, { from, to, onChoose: () => undefined }));

it("says when the lower score is above the upper one, and only then", () => {
  expect(shown("90", "20")).toContain("The lower score is above the upper one.");
  expect(shown("90", "20").match(/aria-invalid="true"/g)).toHaveLength(2);
  for (const [from, to] of [["20", "90"], ["20", "20"], ["90", ""], ["", "20"], ["9", "10"]] as const) expect(shown(from, to)).not.toContain("above");
});
