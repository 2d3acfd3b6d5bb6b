import { beforeEach, expect, it, vi } from "vitest";
import { decidedAnew, said, say, sayTakenBack } from "../src/parts/Toasts";

const words = () => said().map((toast) => toast.text);

vi.useFakeTimers();
beforeEach(() => { vi.runAllTimers(); });

it("what was taken back is said until it is decided anew, other words stay", () => {
  sayTakenBack("Accept of a.jpg taken back");
  say("The image before has no boxes");
  decidedAnew();
  expect(words()).toEqual(["The image before has no boxes"]);
});

it("of two taken back one after the other the last is said", () => {
  sayTakenBack("Accept of b.jpg taken back");
  sayTakenBack("Accept of a.jpg taken back");
  expect(words()).toEqual(["Accept of a.jpg taken back"]);
  vi.runAllTimers();
  expect(words()).toEqual([]);
});
