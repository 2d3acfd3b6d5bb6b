import { expect, it } from "vitest";
import { ask } from "../src/api/client";
import { line } from "../src/api/line";

const answer = (status: number, error?: unknown) => ask(Promise.resolve({ data: {}, error, response: new Response(null, { status }) })).catch(() => undefined);

it("takes the server for away while nobody or only a proxy answers, not for a refusal of its own", async () => {
  await ask(Promise.reject(new TypeError("Failed to fetch"))).catch(() => undefined);
  expect(line.isAnswering()).toBe(false);
  await answer(200);
  expect(line.isAnswering()).toBe(true);
  await answer(503, "<html>");
  expect(line.isAnswering()).toBe(false);
  await answer(503, { title: "Training is starting: try again in a moment." });
  expect(line.isAnswering()).toBe(true);
});
