import { expect, it } from "vitest";
import { doubtBy, standing } from "../src/work/doubt";

it("calls a box yours only where you drew it on this visit", () => {
  const drawn = { labelId: "raccoon", mark: "mine", x: 0, y: 0, width: 9, height: 9 } as const;
  expect(standing({ ...drawn, id: "new-1" }, doubtBy())).toBe("you");
  expect(standing({ ...drawn, id: "01a21be9-227e-7b72-b0b5-142d67a6377f" }, doubtBy())).toBe("by hand");
});
