import { describe, expect, it, vi } from "vitest";
import type { AnnotationSet, QueueItem } from "../src/api/types";
import type { Saver } from "../src/journal/Saver";
import { toBodies, toVersion, wholeImage } from "../src/journal/wire";
import { Tray } from "../src/rooms/sort/Tray";

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

describe("many at once", () => {
  it("adds all from one image to another to what is selected, in either direction", () => {
    vi.stubGlobal("addEventListener", () => undefined);
    const tray = new Tray("project", 10, { hear: () => () => undefined, flush: () => undefined } as unknown as Saver);
    tray.items = ["a", "b", "c", "d", "e"].map((id) => ({ id }) as QueueItem);
    tray.select(["a"]);
    tray.selectRange(4, 2);
    expect([...tray.selected].sort()).toEqual(["a", "c", "d", "e"]);
    tray.close();
  });
});
