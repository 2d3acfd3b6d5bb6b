import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { line } from "../src/api/line";
import { ApiError } from "../src/api/problem";
import { Problem } from "../src/parts/Problem";

const shown = (error: Error, onRetry?: () => void) => renderToStaticMarkup(createElement(Problem, { error, ...(onRetry && { onRetry }) }));
const again = () => undefined;

afterEach(() => line.tell(true));

it("what cannot be read while the server is away is left to the one message at the top", () => {
  line.tell(false);
  expect(shown(ApiError.noAnswer(), again)).toBe("");
  expect(shown(new ApiError(503, { title: "Service Unavailable" }), again)).toBe("");
  expect(shown(new ApiError(404, { title: "There is no such model" }), again)).toContain("There is no such model");
  line.tell(true);
  expect(shown(ApiError.noAnswer(), again)).toContain("does not answer");
});

it("what somebody did is answered where it was done", () => {
  line.tell(false);
  expect(shown(ApiError.noAnswer())).toContain("does not answer");
});
