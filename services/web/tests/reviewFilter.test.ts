import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Claim, ClaimRequest, Label } from "../src/api/types";
import type { Entry } from "../src/journal/Entry";
import type { Outcome, Saver } from "../src/journal/Saver";
import { auditAddress, filterIn, isFiltered, NoFilter, scoreOfPercent, withChoice, withoutFilter, type ReviewFilter } from "../src/work/reviewFilter";

const labels = [{ id: "id of bin", name: "bin" }, { id: "id of raccoon", name: "raccoon" }] as Label[];
const asked = (search: string) => filterIn(new URLSearchParams(search), labels);

describe("the filter in the address", () => {
  it("is read as it was written, by id or by name, with scores from 0 to 1", () => {
    const search = withChoice(withChoice(withChoice(new URLSearchParams(), "label", "id of bin"), "from", scoreOfPercent("35")), "unlike", "1");
    expect(filterIn(search, labels)).toEqual({ label: "id of bin", minScore: 0.35, maxScore: undefined, unlikeNeighbours: true });
    expect(asked("label=raccoon&to=0.5")).toEqual({ label: "id of raccoon", minScore: undefined, maxScore: 0.5, unlikeNeighbours: undefined });
  });

  it("leaves out what makes no sense", () => {
    expect(isFiltered(asked("label=gone&from=high&to="))).toBe(false);
    expect(asked("from=-3&to=80")).toMatchObject({ minScore: 0, maxScore: 1 });
    expect(scoreOfPercent("-")).toBe("");
  });

  it("is cleared without what else is in the address, and goes along to the wall as far as that knows it", () => {
    const search = new URLSearchParams("label=bin&unlike=1&other=2");
    expect(`${withoutFilter(search)}`).toBe("other=2");
    expect(auditAddress("p", "audit/wall", search)).toBe("/p/p/audit/wall?label=bin");
    expect(auditAddress("p", "audit", new URLSearchParams("sort=size"))).toBe("/p/p/audit");
  });
});

/** The server's side: what waits, which class it suggests, who has it. */
const waiting = new Map([["a", "bin"], ["b", "raccoon"], ["c", "bin"], ["d", "raccoon"]]);
let reserved: Map<string, string>;
let requests: ClaimRequest[];
let beforeAnswer: (request: ClaimRequest) => Promise<unknown>;
let beforeOpen: (image: string) => Promise<unknown>;
const decided = new Set<string>();

function answer({ label }: ClaimRequest): Claim {
  const matching = [...waiting].filter(([id, of]) => !decided.has(id) && (!label || of === label)).map(([id]) => id);
  const free = matching.filter((id) => !reserved.has(id)).slice(0, 12);
  const id = `claim ${requests.length}`;
  for (const image of free) reserved.set(image, id);
  const items = free.map((image) => ({ id: image, name: image, width: 1, height: 1, state: "auto", doubt: 1, pickedAtRandom: false, strategy: "", reason: "unsure" }));
  return { id, purpose: "review", expiresAt: new Date(Date.now() + 600_000).toISOString(), items, remaining: matching.length };
}

vi.mock("../src/api/client", () => ({
  api: { POST: async (_: string, { body }: { body: ClaimRequest }) => { requests.push(body); await beforeAnswer(body); return answer(body); } },
  ask: (sent: unknown) => sent,
}));
vi.mock("../src/parts/Toasts", () => ({ say: () => undefined }));
vi.mock("../src/work/WorkImage", () => ({
  WorkImage: { open: (_: string, item: { id: string }) => beforeOpen(item.id).then(() => ({ item, decided: null, editor: { cancel: () => undefined }, time: { leave: () => undefined, touch: () => undefined }, hear: () => undefined })) },
}));
vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("fetch", (url: string) => {
  for (const [image, claim] of reserved) if (url.endsWith(`/claims/${claim}`)) reserved.delete(image);
  return Promise.resolve({ ok: true });
});
const { WorkQueue } = await import("../src/work/WorkQueue");

describe("the queue under a filter", () => {
  let tell: (outcome: Outcome) => void;
  let flushed: number;
  const saver = { hear: (hearer: typeof tell) => { tell = hearer; return () => undefined; }, flush: () => { flushed += 1; } } as unknown as Saver;
  const open = async (filter: ReviewFilter) => {
    const queue = new WorkQueue("p", "review", saver, null, filter);
    await queue.start();
    return queue;
  };
  /** As A does. */
  const accept = async (queue: InstanceType<typeof WorkQueue>) => {
    const work = queue.current!;
    work.decided = "accept";
    decided.add(work.item.id);
    tell({ kind: "saved", entry: { imageId: work.item.id, act: "accept" } as Entry, now: { revision: 1, state: "labeled", proposalId: null, boxes: [] } });
    await queue.next();
  };

  beforeEach(() => {
    reserved = new Map();
    requests = [];
    beforeAnswer = () => Promise.resolve();
    beforeOpen = () => Promise.resolve();
    flushed = 0;
    decided.clear();
  });

  it("gives back what is not decided before it claims anew, and saves what is on the screen", async () => {
    const queue = await open(NoFilter);
    expect([queue.current?.item.id, reserved.size]).toEqual(["a", 4]);
    await queue.choose({ label: "raccoon" });
    expect(flushed).toBe(1);
    expect([queue.current?.item.id, [...reserved.keys()]]).toEqual(["b", ["b", "d"]]);
    expect(requests.at(-1)).toMatchObject({ purpose: "review", label: "raccoon" });
  });

  it("says how many are left, less what was decided since", async () => {
    const queue = await open({ label: "bin" });
    expect(queue.left).toBe(2);
    await accept(queue);
    expect([queue.current?.item.id, queue.left]).toEqual(["c", 1]);
    await accept(queue);
    expect([queue.isEmpty, queue.left]).toEqual([true, 0]);
    await queue.choose(NoFilter);
    expect([queue.current?.item.id, queue.left]).toEqual(["b", 2]);
  });

  it("keeps what was decided under the filter before, so that it can be taken back; what was only skipped comes again", async () => {
    const queue = await open(NoFilter);
    await accept(queue);
    await queue.next();
    expect(queue.current?.item.id).toBe("c");
    await queue.choose({ label: "raccoon" });
    expect([queue.before?.item.id, queue.current?.item.id]).toEqual(["a", "b"]);
  });

  it("what was read before a model suggested anew, and comes late, does not take the place of what is on the screen", async () => {
    const late: (() => void)[] = [];
    beforeOpen = (image) => (image === "b" && late.length === 0 ? new Promise<void>((resolve) => { late.push(resolve); }) : Promise.resolve());
    const queue = new WorkQueue("p", "review", saver, null, NoFilter);
    const started = queue.start();
    await vi.waitFor(() => expect(late).toHaveLength(1));
    queue.renewAhead();
    await queue.next();
    const shown = queue.current;
    expect(shown?.item.id).toBe("b");
    late[0]!();
    await started;
    expect(queue.current).toBe(shown);
  });

  it("shows only what the last choice lets through, however slow the answers to earlier ones are", async () => {
    const queue = await open(NoFilter);
    let go: () => void = () => undefined;
    beforeAnswer = ({ label }) => (label === "bin" ? new Promise<void>((resolve) => { go = resolve; }) : Promise.resolve());
    const [first, second] = [queue.choose({ label: "bin" }), (await vi.waitFor(() => expect(requests.at(-1)?.label).toBe("bin")), queue.choose({ label: "raccoon" }))];
    go();
    await Promise.all([first, second]);
    expect([queue.current?.item.id, [...reserved.keys()]]).toEqual(["b", ["b", "d"]]);
  });
});
