import { expect, it } from "vitest";
import { reasonOf } from "../src/work/reason";

it("says of an image how much there is to check, never that a model is unsure of what it calls sure", () => {
  expect(reasonOf("The model is very unsure here.")).toBe("much to check");
  expect(reasonOf("The model is unsure here: about 12 s of work. It differs from the others here.")).toBe("something to check, about 12 s of work, unlike the others here");
  expect(reasonOf("The model is a little unsure here: about 1 s of work.")).toBe("a little to check, about 1 s of work");
  expect(reasonOf("The model has no doubt about this one.")).toBe("nothing to check, by the model");
  expect(reasonOf("Sample of promise: drawn at random.")).toBe("Sample of promise: drawn at random");
});
