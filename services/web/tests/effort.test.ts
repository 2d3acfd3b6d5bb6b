import { expect, it } from "vitest";
import { inOrder } from "../src/rooms/effort/CostBars";

it("what people did comes in one order, whatever order the server counted it in", () => {
  const kinds = (...all: string[]) => inOrder(all.map((kind) => ({ kind }))).map(({ kind }) => kind);
  expect(kinds("deleted", "created", "opened")).toEqual(["opened", "created", "deleted"]);
  expect(kinds("something new", "accepted", "opened", "adjusted")).toEqual(["opened", "adjusted", "accepted", "something new"]);
});
