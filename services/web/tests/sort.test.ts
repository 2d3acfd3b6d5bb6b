import { expect, it } from "vitest";
import type { AnnotationSet } from "../src/api/types";
import { toBodies, toVersion, wholeImage } from "../src/journal/wire";

const sorted = (state: string, labelId: string): AnnotationSet => ({
  imageId: "image", state, begun: false, revision: 1, proposalId: state === "auto" ? "proposal" : undefined,
  annotations: [{ id: "server", label: "bin", labelId, origin: state === "auto" ? "model" : "human", score: state === "auto" ? 0.7 : undefined, box: null }],
});

it("sends the class of a whole image without a box", () => {
  expect(toBodies([wholeImage("new-1", "bin", "mine")], {})).toEqual([{ id: undefined, label: "bin", box: null }]);
});

it("reads it back as what it is: a suggestion with its score, or a person's", () => {
  expect(toVersion(sorted("auto", "bin"))).toMatchObject({ state: "auto", proposalId: "proposal", boxes: [{ labelId: "bin", mark: "suggested", score: 0.7, width: 0 }] });
  expect(toBodies(toVersion(sorted("labeled", "bin")).boxes, {})).toEqual([{ id: "server", label: "bin", box: null }]);
});
