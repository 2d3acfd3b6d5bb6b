import { beforeEach, describe, expect, it, vi } from "vitest";
import { csvOf, grouped, plainReason } from "../src/rooms/import/rejects";
import { sentOfEach } from "../src/rooms/import/sendForm";
import { texts } from "../src/texts/en";
import { endOf, type UploadRow } from "../src/rooms/import/Upload";
import { watchImport } from "../src/rooms/import/watchImport";
import { withoutRepeated } from "../src/rooms/import/withoutRepeated";
import { forget, recall, remember } from "../src/rooms/import/remembered";

const { answers, hearers } = vi.hoisted(() => ({ answers: [] as unknown[], hearers: new Set<(news: object) => void>() }));
vi.mock("../src/api/client", () => ({ api: { GET: () => answers.shift() }, ask: async (answer: unknown) => answer }));
vi.mock("../src/live/live", () => ({ live: { hear: (hear: (news: object) => void) => { hearers.add(hear); return () => hearers.delete(hear); } } }));

const rejects = [
  { name: "scans/a.tif", reason: plainReason("a.tif is damaged after 2 MB: export it again.") },
  { name: "scans/b.tif", reason: plainReason("b.tif is damaged after 17 MB: export it again.") },
  { name: "notes.txt", reason: "notes.txt is no image." },
];

describe("what was not taken", () => {
  it("is told by reason, the most common first", () => {
    expect(grouped(rejects)).toEqual([
      { reason: "The file is damaged: export it again.", names: ["scans/a.tif", "scans/b.tif"] },
      { reason: "The file is no image.", names: ["notes.txt"] },
    ]);
  });

  it("is told without bytes, libraries and advice that nobody can follow", () => {
    expect(plainReason("scan (1).jpg is cut off after 12.5 KB: export or upload it again.")).toBe("scan (1).jpg is cut off: export or upload it again.");
    expect(plainReason("empty.jpg is empty (0 bytes): send it again.")).toBe("empty.jpg is empty: send it again.");
    expect(plainReason("set.zip is a damaged zip archive (End of Central Directory record (EOCD) could not be found.): pack or upload it again.")).toBe("set.zip is a damaged zip archive: pack or upload it again.");
    expect(plainReason("inner.zip is a ZIP archive: import it as an archive.")).toBe("inner.zip is a ZIP archive: unpack it and import the images that are in it.");
  });

  it("is a list for a spreadsheet that no name can turn into a formula", () => {
    expect(csvOf([{ name: '=cmd|" /C calc".jpg', reason: "no image" }])).toBe('file,reason\r\n"\'=cmd|"" /C calc"".jpg","no image"\r\n');
  });
});

describe("an archive at its end", () => {
  it("is green only where something came in", () => {
    expect(endOf({ items: [1, 2], duplicates: 1 })).toEqual({ state: "received", note: "2 images taken out, 1 of them were here" });
    expect(endOf({ items: [1, 2], duplicates: 2 }).state).toBe("duplicate");
    expect(endOf({ items: [], rejected: [{ name: "a", reason: "b" }, { name: "c", reason: "d" }] })).toEqual({ state: "nothing", note: "none of its 2 files could be taken" });
    expect(endOf({})).toEqual({ state: "nothing", note: "there is no image in it" });
  });

  it("is told once, though something else is said of the project while it is read", async () => {
    const told: string[] = [];
    answers.push({ state: "running" }, { state: "succeeded", finishedAt: "now" }, { state: "succeeded", finishedAt: "now" });
    watchImport("p", "i", (job) => { told.push(job.state); hearers.forEach((hear) => hear({})); });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told).toEqual(["running", "succeeded"]);
    expect(hearers.size).toBe(0);
  });
});

describe("the same folder once more", () => {
  const row = (id: number, name: string, state: UploadRow["state"], more: Partial<UploadRow> = {}): UploadRow => ({ id, name, state, file: new File(["12345"], name), ...more });
  const rows = [
    row(0, "a.jpg", "received"), row(1, "scan7.jpg", "rejected"), row(2, "other.jpg", "rejected"), row(3, "slow.jpg", "sending"),
    row(4, "set.zip", "received"), row(5, "set.zip/x.jpg", "rejected", { file: null, of: "set.zip" }), row(6, "Import of an earlier visit", "unpacking", { file: null }),
  ];

  it("takes the place of what is over of it, so that nothing is counted or refused twice", () => {
    const again = ["a.jpg", "scan7.jpg", "slow.jpg", "set.zip"].map((name) => new File(["12345"], name));
    expect(withoutRepeated(rows, again).map((one) => one.id)).toEqual([2, 3, 6]);
  });

  it("leaves alone what has only the name in common", () => {
    expect(withoutRepeated(rows, [new File(["another"], "a.jpg")])).toHaveLength(rows.length);
  });

  it("says in the summary how many were here already", () => {
    expect(texts.import.total(64, 64, 60)).toBe("64 of 64 files, 60 of them already here");
    expect(texts.import.total(3, 64, 0)).toBe("3 of 64 files");
  });
});

describe("files on their way", () => {
  it("leave one after the other, and each says how far it is", () => {
    expect(sentOfEach([100, 200, 100], 0)).toEqual([0, 0, 0]);
    expect(sentOfEach([100, 200, 100], 0.5)).toEqual([100, 100, 0]);
    expect(sentOfEach([100, 200, 100], 1)).toEqual([100, 200, 100]);
  });

  it("are told in a size that moves on a slow line", () => {
    expect(texts.import.sent(40_000, 2_500_000)).toBe("40 KB of 2.5 MB");
    expect(texts.import.pace(40_000, "1 min")).toBe("40 KB/s, about 1 min left");
  });
});

describe("a tab closed in the middle", () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  });

  it("is remembered with how far it came, until everything is settled", () => {
    remember("p", 1000, 420, 412);
    expect(recall("p")).toEqual({ all: 1000, arrived: 412 });
    remember("p", 1000, 1000, 990);
    expect(recall("p")).toBeNull();
  });

  it("is forgotten when the person says so", () => {
    remember("p", 3, 1, 1);
    forget("p");
    expect(recall("p")).toBeNull();
  });
});
