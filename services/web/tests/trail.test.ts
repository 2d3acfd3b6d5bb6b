import { expect, it } from "vitest";
import type { Model, TrailEntry } from "../src/api/types";
import { kindsOf, peopleOf, summaryOf } from "../src/rooms/trail/trailChoice";

const entry = (kind: string, actor: string, summary = "", after: unknown = null) => ({ kind, actor, summary, after }) as TrailEntry;
const models = [{ id: "m", number: 2 } as Model];

it("offers kinds and people that the shown rows do not have", () => {
  expect(kindsOf([])).toContain("model promoted");
  expect(kindsOf([entry("of tomorrow", "Ana")])).toContain("of tomorrow");
  expect(peopleOf([entry("labels saved", "Eve"), entry("labels saved", "Ana")], ["Ben", "Ana", ""])).toEqual(["Ana", "Ben", "Eve"]);
});

it("names the model once", () => {
  expect(summaryOf(entry("model promoted", "Ana", "Model put into use for predictions", { modelId: "m" }), models)).toBe("Model put into use for predictions (Model 2)");
  expect(summaryOf(entry("model trained", "Ana", "Model 2 trained in 9 s", { modelId: "m" }), models)).toBe("Model 2 trained in 9 s");
  expect(summaryOf(entry("labels saved", "Ana", "Version 1", []), models)).toBe("Version 1");
});
