import { describe, expect, it } from "vitest";
import { checksNeeded } from "../src/rooms/promise/checksNeeded";

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
