import "fake-indexeddb/auto";
import { beforeEach, expect, it, vi } from "vitest";
import type { AnnotationSet } from "../src/api/types";
import { change } from "../src/canvas/change/ChangeSet";
import type { Entry } from "../src/journal/Entry";
import { Journal } from "../src/journal/Journal";
import { Saver } from "../src/journal/Saver";
import { wholeImage } from "../src/journal/wire";
import type { WorkImage as Work } from "../src/work/WorkImage";

let set: AnnotationSet;
let read = () => Promise.resolve(set);
vi.mock("../src/api/client", () => ({ api: { GET: () => null }, ask: () => read(), contentUrl: () => "", thumbnailUrl: () => "" }));
vi.stubGlobal("Image", class { decode = () => Promise.resolve(); });
vi.stubGlobal("document", { hasFocus: () => true, hidden: false });
const { WorkImage } = await import("../src/work/WorkImage");

const suggestion = { id: "s", label: "bin", labelId: "bin", origin: "model", score: 0.6, box: null } as const;
let sent: Entry[];
let work: Work;

/** A whole image, sorted by a digit as the room does it. */
async function open(first: AnnotationSet): Promise<void> {
  set = first;
  sent = [];
  const saver = new Saver(await Journal.open(`take back ${Math.random()}`), (entry) => {
    sent.push(entry);
    const state = entry.act === "begun" ? "unlabeled" : entry.act === "reopen" ? "auto" : "labeled";
    const annotations = entry.act === "reopen" ? [suggestion] : entry.boxes.map((box) => ({ id: `server ${box.id}`, label: "", labelId: box.labelId, origin: "human", box: null }));
    return Promise.resolve({ imageId: "image", state, begun: false, revision: sent.length, proposalId: state === "auto" ? "proposal" : undefined, annotations });
  });
  work = await WorkImage.open("project", { id: "image", name: "image.jpg", width: 100, height: 100 }, saver);
  saver.hear((outcome) => work.hear(outcome));
}

const sort = (labelId: string) => {
  work.editor.commit(change({ deleted: work.editor.boxes.all(), created: [wholeImage("new-1", labelId, "mine")] }), "relabel");
  return work.decide(work.isSuggested ? "correct" : "done");
};
const acts = () => sent.map((entry) => [entry.act, ...entry.boxes.map((box) => box.labelId)]);
const settled = (count: number) => vi.waitFor(() => expect(sent).toHaveLength(count));

beforeEach(() => open({ imageId: "image", state: "unlabeled", begun: false, revision: 0, annotations: [] }));

it("sorting that was saved is taken back as begun and without a class, never as done without one", async () => {
  await sort("bin");
  await settled(1);
  await vi.waitFor(() => expect(work.base.state).toBe("labeled"));
  await work.takeBack(true);
  await settled(2);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(acts()).toEqual([["done", "bin"], ["begun"]]);
});

it("a rejected suggestion that is taken back is as the server has it now, and no change of anybody's", async () => {
  await open({ imageId: "image", state: "auto", begun: false, revision: 0, proposalId: "proposal", annotations: [{ ...suggestion, id: "another", tier: "ghost" }] });
  await work.decide("reject");
  await settled(1);
  await vi.waitFor(() => expect(work.base.state).toBe("labeled"));
  await work.takeBack();
  await settled(2);
  await vi.waitFor(() => expect(work.editor.boxes.all().map((box) => box.id)).toEqual(["s"]));
  expect(work.isChanged).toBe(false);
  expect(sent.map((entry) => entry.act)).toEqual(["reject", "reopen"]);
});

it("a corrected suggestion that was saved is reopened", async () => {
  await open({ imageId: "image", state: "auto", begun: false, revision: 0, proposalId: "proposal", annotations: [suggestion] });
  await sort("raccoon");
  await settled(1);
  await vi.waitFor(() => expect(work.base.state).toBe("labeled"));
  await work.takeBack(true);
  await settled(2);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(acts()).toEqual([["correct", "raccoon"], ["reopen", "bin"]]);
});

it("while it is being taken back, a further change does not finish the image again", async () => {
  await sort("bin");
  await vi.waitFor(() => expect(work.base.state).toBe("labeled"));
  const back = work.takeBack();
  await vi.waitFor(() => expect(work.quietAct()).toBe("begun"));
  await back;
});

it("unsent work that is sent while the image is opened is opened as it was saved", async () => {
  const drawn = { id: "new-1", labelId: "bin", mark: "mine", x: 1, y: 1, width: 9, height: 9 } as const;
  const server = { id: "server", label: "bin", labelId: "bin", origin: "human", box: { x: 1, y: 1, width: 9, height: 9 } };
  const saver = new Saver(await Journal.open(`open ${Math.random()}`), () => Promise.resolve((set = { ...set, revision: 1, annotations: [server] })));
  await saver.record({
    imageId: "image", projectId: "project", imageName: "image.jpg", base: { revision: 0, state: "unlabeled", proposalId: null, boxes: [] },
    boxes: [drawn], act: "begun", durationMs: 0, key: "key", at: 0,
  }, true);
  read = async () => {
    const was = set;
    await vi.waitFor(() => expect(saver.receipt().state).toBe("saved"));
    return was;
  };
  const opened = await WorkImage.open("project", { id: "image", name: "image.jpg", width: 100, height: 100 }, saver);
  read = () => Promise.resolve(set);
  expect(opened.base.revision).toBe(1);
  expect(opened.editor.boxes.all().map((box) => box.id)).toEqual(["new-1"]);
});
