import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { line } from "../src/api/line";
import { keys } from "../src/api/queries";
import { ApiError, problemOf } from "../src/api/problem";
import { Problem } from "../src/parts/Problem";

const client = new QueryClient();
const shown = (error: Error, onRetry?: () => void, isOfSignIn = false) =>
  renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(Problem, { error, isOfSignIn, ...(onRetry && { onRetry }) })));
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

it("while nobody is signed in the form for it says so, and nothing under it", () => {
  const refused = new ApiError(401, { title: "Sign in first" });
  client.setQueryData(keys.session, { accounts: true, setup: false, user: null });
  expect(shown(refused)).toBe("");
  expect(shown(new ApiError(401, { title: "Name or password is wrong" }), undefined, true)).toContain("password is wrong");
  client.setQueryData(keys.session, { accounts: true, setup: false, user: { name: "Ana", role: "member", scopes: ["read"] } });
  expect(shown(refused)).toContain("Sign in first");
});

it("what a role does not have is refused in plain words", () => {
  const refused = (scope: string) => problemOf({ title: `This needs the scope ${scope}, which a viewer does not have: ask an admin.` }).title;
  expect(refused("annotate")).toBe("You may look, but not change anything: ask an admin for the role member.");
  expect(refused("admin")).toBe("Only an admin may do this.");
  expect(problemOf({ title: "Something else" }).title).toBe("Something else");
});
