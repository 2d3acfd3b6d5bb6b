import { expect, it } from "vitest";
import { costOf } from "../src/rooms/effort/cost";
import { inOrder, kindName } from "../src/rooms/effort/CostBars";

it("what people did comes in one order, whatever order the server counted it in", () => {
  const kinds = (...all: string[]) => inOrder(all.map((kind) => ({ kind }))).map(({ kind }) => kind);
  expect(kinds("deleted", "created", "opened")).toEqual(["opened", "created", "deleted"]);
  expect(kinds("something new", "accepted", "opened", "adjusted")).toEqual(["opened", "adjusted", "accepted", "something new"]);
});

it("clicks are told as clicks where the project counts them in place of seconds", () => {
  expect(costOf(90, "C")).toBe("90 clicks");
  expect(costOf(1, "C")).toBe("1 click");
  expect(costOf(90, "A")).toBe("2 min");
});

it("where whole images are sorted nobody is said to have drawn boxes", () => {
  expect(kindName("created", true)).toBe("classes given");
  expect(kindName("created", false)).toBe("boxes drawn");
  expect(kindName("opened", true)).toBe("images looked at");
});
