import { describe, expect, it } from "vitest";
import { texts } from "../src/texts/en";

describe("a mix-up", () => {
  it("is told as what was there and what the model said", () => {
    expect(texts.mistakes.cell(2, "raccoon", null)).toBe("2 × it was raccoon, the model missed it");
    expect(texts.mistakes.cell(1, null, "raccoon")).toBe("1 × nothing was there, the model said raccoon");
    expect(texts.mistakes.cell(5, "raccoon", "raccoon")).toBe("5 × it was raccoon, the model said so");
    expect(texts.mistakes.cell(3, "raccoon", "bin")).toBe("3 × it was raccoon, the model said bin");
  });
});
