import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "../src/api/queries";
import { LiveLine, type LiveNews } from "../src/live/LiveLine";
import { readAgain } from "../src/live/readAgain";

/** The browser's end of the line, with a server on strings. */
class Source extends EventTarget {
  static all: Source[] = [];
  isClosed = false;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  static get last(): Source { return Source.all.at(-1)!; }
  close(): void { this.isClosed = true; }
  say(name: string, change: object): void { this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(change) })); }
}

beforeEach(() => {
  vi.useFakeTimers();
  Source.all = [];
  vi.stubGlobal("EventSource", Source);
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

describe("the line to the server", () => {
  const heard: LiveNews[] = [];
  const line = () => {
    heard.length = 0;
    return new LiveLine((news) => heard.push(news));
  };
  const names = () => heard.map((news) => news.name);

  it("is one for all projects", () => {
    line();
    Source.last.dispatchEvent(new Event("open"));
    Source.last.say("labels", { kind: "labels saved", projectId: "a" });
    Source.last.say("job", { kind: "training started", projectId: "b" });
    expect(Source.all.map((source) => source.url)).toEqual(["/api/v1/events"]);
    expect(heard.map((news) => [news.name, news.change?.projectId])).toEqual([["labels", "a"], ["job", "b"]]);
  });

  it("tells once that it is lost, is tried again after longer and longer waits, and says when it is there", () => {
    line();
    Source.last.dispatchEvent(new Event("error"));
    vi.advanceTimersByTime(1_000);
    expect(Source.all).toHaveLength(2);
    Source.last.dispatchEvent(new Event("error"));
    vi.advanceTimersByTime(1_000);
    expect(Source.all).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(Source.all).toHaveLength(3);
    Source.last.dispatchEvent(new Event("open"));
    expect(names()).toEqual(["lost", "open"]);
    expect(Source.all.map((source) => source.isClosed)).toEqual([true, true, false]);
  });

  it("is given up when not even a heartbeat comes", () => {
    line();
    Source.last.dispatchEvent(new Event("open"));
    vi.advanceTimersByTime(29_000);
    Source.last.say("heartbeat", {});
    vi.advanceTimersByTime(29_000);
    expect(names()).toEqual(["heartbeat"]);
    vi.advanceTimersByTime(2_000);
    expect(names()).toEqual(["heartbeat", "lost"]);
    expect(Source.all[0]!.isClosed).toBe(true);
  });

  it("is tried at once when somebody has signed in, and left alone while it is there", () => {
    const one = line();
    one.wake();
    expect(Source.all).toHaveLength(1);
    Source.last.dispatchEvent(new Event("error"));
    one.wake();
    expect(Source.all).toHaveLength(2);
    expect(names()).toEqual(["lost", "lost"]);
  });
});

describe("what the server tells", () => {
  const open = () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
    const reads: string[] = [];
    const shows = (queryKey: readonly unknown[], read: () => Promise<string> = () => Promise.resolve("")) =>
      new QueryObserver(client, { queryKey, queryFn: () => { reads.push(queryKey.join(" ")); return read(); } }).subscribe(() => undefined);
    return { client, reads, shows, hear: readAgain(client) };
  };
  const saved = (projectId: string): LiveNews => ({ name: "labels", change: { kind: "labels saved", projectId } });

  it("is read again of its own project, and in the list of projects", async () => {
    const { reads, shows, hear } = open();
    for (const key of [keys.project("a"), keys.images("a"), keys.project("b"), keys.projects]) shows(key);
    await vi.advanceTimersByTimeAsync(0);
    reads.length = 0;
    hear(saved("a"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads.sort()).toEqual(["images a", "project a", "projects"]);
  });

  it("is read while changes keep coming, and the last of them is seen", async () => {
    const { reads, shows, hear } = open();
    shows(keys.project("a"));
    await vi.advanceTimersByTimeAsync(0);
    reads.length = 0;
    for (let i = 0; i < 30; i += 1) {
      hear(saved("a"));
      await vi.advanceTimersByTimeAsync(100);
    }
    const during = reads.length;
    expect(during).toBeGreaterThanOrEqual(7);
    expect(during).toBeLessThanOrEqual(10);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads.length).toBe(during + 1);
  });

  it("is not read again before a slow answer is there", async () => {
    const { reads, shows, hear } = open();
    shows(keys.project("a"), () => new Promise((resolve) => setTimeout(() => resolve(""), 2_000)));
    await vi.advanceTimersByTimeAsync(2_000);
    reads.length = 0;
    for (let i = 0; i < 10; i += 1) {
      hear(saved("a"));
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(reads).toHaveLength(1);
  });

  it("of a training's progress concerns the trainings only", async () => {
    const { reads, shows, hear } = open();
    for (const key of [keys.project("a"), keys.trainings("a"), keys.trail("a")]) shows(key);
    await vi.advanceTimersByTimeAsync(0);
    reads.length = 0;
    hear({ name: "job", change: { kind: "training progressed", projectId: "a" } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads).toEqual(["trainings a"]);
  });

  it("of a deleted project is read where it is open and in the list, nothing else of it", async () => {
    const { reads, shows, hear } = open();
    for (const key of [keys.project("a"), keys.models("a"), keys.projects]) shows(key);
    await vi.advanceTimersByTimeAsync(0);
    reads.length = 0;
    hear({ name: "project", change: { kind: "project deleted", projectId: "a" } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads.sort()).toEqual(["project a", "projects"]);
  });

  it("may have been missed: then everything is read again", async () => {
    const { reads, shows, hear } = open();
    for (const key of [keys.project("a"), ["users"]]) shows(key);
    await vi.advanceTimersByTimeAsync(0);
    for (const name of ["open", "missed"] as const) {
      reads.length = 0;
      hear({ name });
      await vi.advanceTimersByTimeAsync(1_000);
      expect(reads.sort()).toEqual(["project a", "users"]);
    }
  });
});
