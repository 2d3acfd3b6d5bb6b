import { expect, it } from "vitest";
import { numberOf } from "../src/parts/numberOf";
import { texts } from "../src/texts/en";

it("takes whole numbers within the limits and nothing else", () => {
  const limits = { min: 1, max: 100_000 };
  expect(["1", " 12 ", "100000"].map((text) => numberOf(text, limits))).toEqual([1, 12, 100_000]);
  expect(["", " ", "-5", "0", "1.5", "99999999999", "many", "1e9"].map((text) => numberOf(text, limits))).toEqual(Array(8).fill(null));
});

it("takes parts of a whole where they are meant", () => {
  expect(["0.5", "-3", "Infinity"].map((text) => numberOf(text, { min: 0.1, max: 86_400, hasParts: true }))).toEqual([0.5, null, null]);
});

it("says which numbers belong there, and what stays", () => {
  expect(texts.common.numberFrom(1, 100_000, true, 12)).toBe("A whole number from 1 to 100,000 belongs here; it stays at 12.");
});
