import { expect, it } from "vitest";
import { snippetCode, type Language } from "../src/rooms/models/snippetCode";

const Languages: readonly Language[] = ["curl", "python", "csharp"];

it("where people sign in a program's key has its place", () => {
  for (const language of Languages) {
    expect(snippetCode(language, "http://here/predict", true)).toMatch(/Authorization.*Bearer.*YOUR_KEY/);
    expect(snippetCode(language, "http://here/predict", false)).not.toContain("Authorization");
  }
});
