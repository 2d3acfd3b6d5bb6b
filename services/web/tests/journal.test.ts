import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../src/api/problem";
import type { AnnotationSet } from "../src/api/types";
import type { Box } from "../src/canvas/change/Box";
import type { Entry } from "../src/journal/Entry";
import { Journal } from "../src/journal/Journal";
import { Saver, type Outcome } from "../src/journal/Saver";
import { toBodies } from "../src/journal/wire";
import { box } from "./scene";

const answer = (revision: number, boxes: readonly Box[], state = "labeled"): AnnotationSet => ({
  imageId: "image", state, begun: false, revision,
  annotations: boxes.map((one) => ({ id: one.id.replace("new-", "server-"), label: "raccoon", labelId: one.labelId, origin: "human", box: { x: one.x, y: one.y, width: one.width, height: one.height } })),
});

let keys = 0;
const entry = (boxes: readonly Box[], more: Partial<Entry> = {}): Entry => ({
  imageId: "image", projectId: "project", imageName: "image.jpg", base: { revision: 0, state: "unlabeled", proposalId: null, boxes: [] }, boxes, act: "begun",
  durationMs: 10, key: `key ${keys++}`, names: {}, at: 0, ...more,
});

let journal: Journal;
let sent: Entry[];
let reply: (sent: Entry) => AnnotationSet;
let outcomes: Outcome[];
let saver: Saver;

const open = () => {
  const made = new Saver(journal, async (one) => { sent.push(one); return reply(one); });
  made.hear((outcome) => outcomes.push(outcome));
  return made;
};

beforeEach(async () => {
  journal = await Journal.open(`journal ${keys++}`);
  [sent, outcomes] = [[], []];
  reply = (one) => answer(one.base.revision + 1, one.boxes);
  saver = open();
});
afterEach(() => journal.close());

describe("saving", () => {
  it("writes to the journal before anything is sent, and clears it when the server has it", async () => {
    await saver.record(entry([box("new-1", 10, 10, 50, 50)]));
    expect(sent).toEqual([]);
    expect((await journal.read("image"))?.boxes).toHaveLength(1);
    saver.flush();
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 1 }));
    expect(await journal.all()).toEqual([]);
  });

  it("what was unsent when the tab closed goes out at the next visit, with the same key", async () => {
    const work = entry([box("new-1", 10, 10, 50, 50)]);
    await new Saver(journal, () => new Promise(() => {})).record(work, true);
    const next = open();
    await next.resume();
    await vi.waitFor(() => expect(sent.map((one) => one.key)).toEqual([work.key]));
  });

  it("a draft stays in the browser", async () => {
    await saver.record(entry([box("new-1", 10, 10, 50, 50)], { act: "draft" }), true);
    saver.flush();
    await saver.resume();
    expect(sent).toEqual([]);
    expect(await journal.all()).toHaveLength(1);
  });

  it("says that an undecided change is kept in this browser, until there is none or the decision is saved", async () => {
    const suggested = box("a", 0, 0, 50, 50, { mark: "suggested" });
    const base = { revision: 0, state: "auto", proposalId: "p", boxes: [suggested] };
    const touched = { ...suggested, x: 9, mark: "edited" as const };
    await saver.record(entry([touched], { act: "draft", base }));
    expect(saver.receipt()).toEqual({ state: "undecided", images: 1 });
    await saver.record(entry([suggested], { act: "draft", base }));
    expect(saver.receipt().state).toBe("nothing");
    await saver.record(entry([touched], { act: "draft", base }));
    await saver.record(entry([touched], { act: "correct", base }), true);
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 1 }));
    await saver.record(entry([touched], { act: "draft", base, imageId: "next", at: 1 }));
    expect(saver.receipt()).toEqual({ state: "undecided", images: 1 });
  });

  it("says where the work is kept while nobody answers, and sends it again", async () => {
    let down = true;
    reply = (one) => { if (down) throw ApiError.noAnswer(); return answer(1, one.boxes); };
    await saver.record(entry([box("new-1", 10, 10, 50, 50)]), true);
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "kept", images: 1 }));
    down = false;
    await vi.waitFor(() => expect(saver.receipt().state).toBe("saved"), { timeout: 4000 });
    expect(new Set(sent.map((one) => one.key)).size).toBe(1);
  });

  it("a box made here keeps the name that the server gave it", async () => {
    await saver.record(entry([box("new-1", 10, 10, 50, 50)]), true);
    await vi.waitFor(() => expect(outcomes).toHaveLength(1));
    expect(outcomes[0]!.entry.names).toEqual({ "new-1": "server-1" });
    expect(outcomes[0]).toMatchObject({ kind: "saved", now: { revision: 1, boxes: [{ id: "new-1" }] } });
  });

  it("a box keeps the server's name over every later save, and over a visit that ended with unsent work", async () => {
    const [drawn, second] = [box("new-1", 10, 10, 50, 50), box("new-2", 90, 90, 50, 50)];
    const visit = new Saver(journal, (one) => {
      if (sent.length === 2) return new Promise(() => {});
      sent.push(one);
      return Promise.resolve(reply(one));
    });
    let base = entry([]).base;
    visit.hear((outcome) => { if (outcome.kind === "saved") base = outcome.now; });
    await visit.record(entry([drawn]), true);
    await vi.waitFor(() => expect(base.revision).toBe(1));
    await visit.record(entry([drawn, second], { base }), true);
    await vi.waitFor(() => expect(base.revision).toBe(2));
    await visit.record(entry([{ ...drawn, x: 20 }, second], { base }), true);
    await saver.resume();
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 3 }));
    expect(sent.map((one) => toBodies(one.boxes, one.names).map(({ id }) => id))).toEqual([[undefined], ["server-1", undefined], ["server-1", "server-2"]]);
    expect(saver.namesOf("image")).toEqual({ "new-1": "server-1", "new-2": "server-2" });
  });

  it("what is recorded as soon as the answer is heard is made from it", async () => {
    saver.hear((outcome) => {
      if (outcome.kind === "saved" && outcome.now.revision === 1) void saver.record(entry([box("new-1", 30, 10, 50, 50)], { base: outcome.now }), true);
    });
    await saver.record(entry([box("new-1", 10, 10, 50, 50)]), true);
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 2 }));
    expect(sent[1]!.names).toEqual({ "new-1": "server-1" });
    expect(await journal.all()).toEqual([]);
  });

  it("work done while a request was on its way is sent on top of its answer", async () => {
    let free = () => {};
    const first = new Promise<void>((resolve) => { free = resolve; });
    const slow = new Saver(journal, async (one) => { sent.push(one); if (sent.length === 1) await first; return reply(one); });
    await slow.record(entry([box("new-1", 10, 10, 50, 50)]), true);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await slow.record(entry([box("new-1", 10, 10, 50, 50), box("new-2", 90, 90, 50, 50)]), true);
    expect(sent).toHaveLength(1);
    free();
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]!.base.revision).toBe(1);
    expect(sent[1]!.names).toEqual({ "new-1": "server-1" });
  });
});

describe("a person's time", () => {
  const work = (durationMs: number, more: Partial<Entry> = {}) => entry([box("new-1", 10, 10, 50, 50)], { durationMs, ...more });

  it("adds up over what was not sent yet", async () => {
    await saver.record(work(6000, { act: "draft" }));
    await saver.record(work(200, { act: "draft" }));
    await saver.record(work(1000, { act: "correct" }), true);
    await vi.waitFor(() => expect(sent.map((one) => one.durationMs)).toEqual([7200]));
  });

  it("goes with what was on its way if that arrives, else with what was recorded meanwhile", async () => {
    let end = () => {};
    let failure: Error | null = null;
    const slow = new Saver(journal, async (one) => {
      sent.push(one);
      if (sent.length === 1) await new Promise<void>((resolve) => { end = resolve; });
      if (failure && sent.length === 1) throw failure;
      return reply(one);
    });
    for (const [failed, expected] of [[null, [3000, 70]], [ApiError.noAnswer(), [3000, 3070]]] as const) {
      [sent, failure] = [[], failed];
      await slow.record(work(3000), true);
      await vi.waitFor(() => expect(sent).toHaveLength(1));
      await slow.record(work(50), true);
      await slow.record(work(20), true);
      end();
      await vi.waitFor(() => expect(sent.map((one) => one.durationMs)).toEqual(expected));
      await vi.waitFor(() => expect(slow.receipt().state).toBe("saved"));
    }
  });

  it("is carried once when a person takes theirs", async () => {
    const common = box("a", 10, 10, 50, 50);
    reply = () => { throw new ApiError(412, { title: "Changed", current: answer(2, [{ ...common, x: 300 }]) }); };
    await saver.record(entry([{ ...common, x: 20 }], { base: { revision: 1, state: "labeled", proposalId: null, boxes: [common] }, durationMs: 30_000 }), true);
    await vi.waitFor(() => expect(saver.receipt().state).toBe("needsYou"));
    [sent, reply] = [[], (of) => answer(of.base.revision + 1, of.boxes)];
    await saver.settle("image", "theirs");
    await vi.waitFor(() => expect(sent.map((one) => one.durationMs)).toEqual([30_000, 0]));
  });
});

describe("two people on one image", () => {
  const common = [box("a", 10, 10, 50, 50), box("b", 200, 200, 50, 50)];
  const base = { revision: 3, state: "labeled", proposalId: null, boxes: common };
  const stale = (theirs: readonly Box[]) => (one: Entry) => {
    if (one.base.revision === 3) throw new ApiError(412, { title: "stale", current: answer(4, theirs) });
    return answer(5, one.boxes);
  };

  it("different boxes are joined and sent again", async () => {
    reply = stale([common[0]!, { ...common[1]!, x: 300 }]);
    await saver.record(entry([{ ...common[0]!, x: 20 }, common[1]!], { base, act: "done" }), true);
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 5 }));
    expect(sent[1]!.boxes.map((one) => one.x)).toEqual([20, 300]);
    expect(sent[1]!.key).not.toBe(sent[0]!.key);
    expect(outcomes[0]).toMatchObject({ kind: "merged", fromOthers: 1 });
  });

  it("somebody else's box beside mine of this visit is no conflict, and mine stays one box", async () => {
    const drawn = box("new-1", 10, 10, 50, 50);
    await saver.record(entry([drawn]), true);
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 1 }));
    const { now } = outcomes[0] as Outcome & { kind: "saved" };
    reply = (one) => {
      if (one.base.revision === 1) throw new ApiError(412, { title: "stale", current: answer(2, [drawn, common[1]!]) });
      return answer(3, one.boxes);
    };
    await saver.record(entry([{ ...drawn, labelId: "bin" }], { base: now }), true);
    await vi.waitFor(() => expect(saver.receipt()).toMatchObject({ state: "saved", revision: 3 }));
    expect(sent.at(-1)!.boxes.map((one) => [one.id, one.labelId])).toEqual([["new-1", "bin"], ["b", "raccoon"]]);
    expect(toBodies(sent.at(-1)!.boxes, sent.at(-1)!.names).map(({ id }) => id)).toEqual(["server-1", "b"]);
  });

  it("the same box waits for a person, nothing is lost, and either way can be chosen", async () => {
    reply = stale([{ ...common[0]!, x: 300 }, common[1]!]);
    await saver.record(entry([{ ...common[0]!, x: 20 }, common[1]!], { base, act: "done" }), true);
    await vi.waitFor(() => expect(saver.receipt()).toEqual({ state: "needsYou", images: 1 }));
    expect((await journal.read("image"))).toMatchObject({ rest: "conflict", boxes: [{ x: 20 }, {}], theirs: { boxes: [{ x: 300 }, {}] } });
    await saver.settle("image", "both");
    await vi.waitFor(() => expect(saver.receipt().state).toBe("saved"));
    expect(sent.at(-1)!.boxes.map((one) => one.x).sort()).toEqual([20, 200, 300]);
  });

  it("keeps both people's versions in the history, also when theirs is taken", async () => {
    const base = { revision: 1, state: "labeled", proposalId: null, boxes: common };
    reply = () => { throw new ApiError(412, { title: "Changed", current: answer(2, [{ ...common[0]!, x: 300 }, common[1]!]) }); };
    await saver.record(entry([{ ...common[0]!, x: 20 }, common[1]!], { base, act: "done" }), true);
    await vi.waitFor(() => expect(saver.receipt().state).toBe("needsYou"));
    const before = sent.length;
    let revision = 2;
    reply = (of) => answer(++revision, of.boxes);
    await saver.settle("image", "theirs");
    await vi.waitFor(() => expect(saver.receipt().state).toBe("saved"));
    expect(sent.slice(before).map((one) => [one.base.revision, one.boxes.map((shown) => shown.x).sort()])).toEqual([[2, [20, 200]], [3, [200, 300]]]);
  });
});

describe("decisions", () => {
  it("one that the server refuses rests with the server's words", async () => {
    reply = () => { throw new ApiError(409, { title: "There is a newer suggestion." }); };
    await saver.record(entry([], { act: "accept" }), true);
    await vi.waitFor(() => expect(saver.resting()).toMatchObject([{ rest: "refused", reason: "There is a newer suggestion." }]));
    await saver.discard("image");
    expect(saver.receipt().state).toBe("nothing");
    expect(await journal.all()).toEqual([]);
  });

  it("what was refused is sent once more when the person asks for it", async () => {
    const answers = reply;
    reply = () => { throw new ApiError(403, { title: "Not now." }); };
    await saver.record(entry([box("new-1", 1, 1, 9, 9)]), true);
    await vi.waitFor(() => expect(saver.resting()).toHaveLength(1));
    reply = answers;
    await saver.again("image");
    await vi.waitFor(() => expect(saver.receipt().state).toBe("saved"));
    expect(new Set(sent.map((one) => one.key)).size).toBe(2);
  });

  const proposed = (proposalId: string, ...boxes: Box[]): AnnotationSet => ({
    imageId: "image", state: "auto", begun: false, revision: 0, proposalId,
    annotations: boxes.map((one) => ({ id: one.id, label: "raccoon", labelId: one.labelId, origin: "model", score: 0.9, tier: "solid", box: one })),
  });
  const shown = { revision: 0, state: "auto", proposalId: "old", boxes: [box("a", 0, 0, 50, 50, { mark: "suggested" })] };

  it("an accept of a suggestion that changed meanwhile saves nothing and shows the new one", async () => {
    reply = () => { throw new ApiError(409, { title: "There is a newer suggestion.", current: proposed("new", box("b", 9, 9, 40, 40)) }); };
    await saver.record(entry(shown.boxes, { act: "accept", base: shown }), true);
    await vi.waitFor(() => expect(outcomes.at(-1)).toMatchObject({ kind: "changed", now: { proposalId: "new", boxes: [{ id: "b" }] }, entry: { boxes: [{ id: "b" }] } }));
    expect(await journal.all()).toEqual([]);
    expect(saver.receipt().state).toBe("nothing");
  });

  it("boxes a person drew stay with the new suggestion, as a draft that is not sent", async () => {
    reply = () => { throw new ApiError(409, { title: "There is a newer suggestion.", current: proposed("new", box("b", 9, 9, 40, 40)) }); };
    await saver.record(entry([...shown.boxes, box("new-1", 200, 200, 30, 30)], { act: "correct", base: shown }), true);
    await vi.waitFor(() => expect(outcomes.at(-1)?.kind).toBe("changed"));
    expect((await journal.read("image"))).toMatchObject({ act: "draft", base: { proposalId: "new" }, boxes: [{ id: "new-1" }, { id: "b" }] });
  });

  it("one not yet sent can be stopped", async () => {
    await saver.record(entry([], { act: "accept" }));
    expect(await saver.stop("image")).toBe(true);
    saver.flush();
    expect(sent).toEqual([]);
  });

  it("boxes of a deleted image are set aside", async () => {
    reply = () => { throw new ApiError(404, { title: "gone" }); };
    await saver.record(entry([box("new-1", 1, 1, 9, 9)]), true);
    await vi.waitFor(() => expect(saver.resting()[0]?.rest).toBe("setAside"));
  });
});
