import { expect, it } from "vitest";
import { ActiveTime } from "../src/work/ActiveTime";

function clock() {
  const at = { now: 0, isHere: true };
  const time = new ActiveTime(() => at.now, () => at.isHere);
  return { at, time, input: (seconds: number) => { at.now += seconds * 1000; time.touch(); } };
}

it("counts from input to input, at most 15 s of rest", () => {
  const { time, input } = clock();
  input(0);
  input(6);
  input(40);
  expect(time.take()).toBe(21_000);
  expect(time.take()).toBe(0);
});

it("what was counted before the person left stays, the time away does not count", () => {
  const { at, time, input } = clock();
  input(0);
  at.now += 2000;
  at.isHere = false;
  time.leave();
  input(5);
  at.isHere = true;
  input(7);
  input(1);
  expect(time.take()).toBe(3000);
});

it("an image that is left and seen again later was not worked on in between", () => {
  const { time, input } = clock();
  input(0);
  input(3);
  time.leave();
  input(10);
  input(1);
  expect(time.take()).toBe(4000);
});
