import { describe, expect, it } from "vitest";
import type { Certificate } from "../src/api/types";
import { whatNext } from "../src/next/whatNext";
import { unseenOf, type CertificateDocument } from "../src/rooms/promise/certificate";
import { checksNeeded } from "../src/rooms/promise/checksNeeded";
import { checkedIn, figuresOf } from "../src/rooms/promise/figures";
import { certifiedAs } from "../src/work/useCertified";

describe("what a promise costs", () => {
  it("is told as the server counts it: the surest half first", () => {
    // Of 60 the surest 30, three of which may be wrong: audit's WrongImages(30, 0.1, 0.9).MoreChecks(0, 0).
    expect(checksNeeded(60, 0.1, 0.9)).toEqual({ checks: 14, of: 30 });
  });

  it("grows with what is promised, and never beyond all of them", () => {
    expect(checksNeeded(2000, 0.02, 0.99).checks).toBeGreaterThan(checksNeeded(2000, 0.02, 0.9).checks);
    expect(checksNeeded(2000, 0.02, 0.9).checks).toBeGreaterThan(checksNeeded(2000, 0.1, 0.9).checks);
    expect(checksNeeded(12, 0.01, 0.99)).toEqual({ checks: 12, of: 12 });
    expect(checksNeeded(0, 0.05, 0.95)).toEqual({ checks: 0, of: 0 });
  });
});

describe("the numbers of a promise", () => {
  const half = { scoreFrom: 0.8, images: 27, allowed: 2, checked: 0, wrong: 0, atMostWrong: 27, moreChecks: 7, unseen: 23 };
  const promise = { state: "checking", population: 53, checked: 4, wrong: 0, waiting: 3, moreChecks: 7, bands: [half], kept: null, byHand: null } as unknown as Certificate;
  const situation = { counts: { unlabeled: 0, auto: 53, labeled: 12, begun: 0, unseen: 0 }, automatic: null, training: null, autolabel: null, models: 1, newlyLabelled: 0 };

  it("fit each other though the first image drawn is still to be checked", () => {
    expect(figuresOf(promise)).toMatchObject({ checked: 4, sample: 7, left: 3, could: 20 });
    expect(checkedIn(half)).toBe(4);
    expect(whatNext({ ...situation, promise })).toMatchObject({ line: "Promise: 4 of 7 images checked, 3 left", room: "audit" });
  });

  it("name what it does not cover less what was checked of it", () => {
    const kept = { ...half, checked: 7, unseen: 20, moreChecks: 0, atMostWrong: 2 };
    const issued = { ...promise, state: "issued", checked: 9, waiting: 0, kept, bands: [kept], byHand: { scoreBelow: 0.8, images: 26 } } as Certificate;
    expect(figuresOf(issued)).toMatchObject({ checked: 9, open: 24 });
    expect(whatNext({ ...situation, promise: issued }).kind).toBe("audit");
  });

  it("lead to what holds as soon as it does", () => {
    expect(whatNext({ ...situation, promise: { ...promise, waiting: 2, kept: { ...half, unseen: 20 } } })).toMatchObject({ line: "The promise holds: accept 20 images now, or check 2 more", room: "promise" });
  });

  it("are the same on the certificate's page", () => {
    const part = { scoreFrom: 0.5, images: 3, allowed: 0, checked: 1, wrong: 0, atMostWrong: 0 };
    const document = { certificate: { certified: part, bands: [part], population: [["a", 0.9], ["b", 0.8], ["c", 0.5], ["d", 0.2]].map(([imageId, score]) => ({ imageId, score })), checks: [{ imageId: "b" }] } } as unknown as CertificateDocument;
    expect(unseenOf(document)).toMatchObject({ accepted: ["a", "c"], open: 1, bands: [{ unseen: 2 }] });
  });
});

describe("an image under a certificate", () => {
  const promise = { state: "issued", askedAt: "2026-05-01T10:00:00Z", issuedAt: "2026-05-01T11:00:00Z" };
  const revision = (savedAt: string, more = {}) => ({ reason: "review", done: true, proposalId: "p", savedAt, ...more });

  it("was accepted unseen until somebody saves it anew", () => {
    const unseen = revision("2026-05-01T11:00:01Z", { reason: "certificate" });
    expect(certifiedAs([unseen], [promise])).toBe("unseen");
    expect(certifiedAs([revision("2026-05-02T09:00:00Z", { proposalId: null }), unseen], [promise])).toBeNull();
  });

  it("may bear it where a suggestion was decided while the promise was checked", () => {
    expect(certifiedAs([revision("2026-05-01T10:30:00Z")], [promise])).toBe("checked");
    expect(certifiedAs([revision("2026-05-01T09:30:00Z")], [promise])).toBeNull();
    expect(certifiedAs([revision("2026-05-01T10:30:00Z", { proposalId: null })], [promise])).toBeNull();
    expect(certifiedAs([revision("2026-05-01T10:30:00Z")], [{ ...promise, state: "voided" }])).toBeNull();
  });
});
