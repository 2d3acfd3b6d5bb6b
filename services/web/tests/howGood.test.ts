import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { keys } from "../src/api/queries";
import type { Model } from "../src/api/types";
import { HowGood } from "../src/parts/HowGood";

function shown(ap50: number | null, objects: number | null, validationImages = 40): string {
  const model = { id: "model", projectId: "project", validationImages, metrics: { ap50, ap: null, top1: null } } as Model;
  const client = new QueryClient();
  if (objects !== null) client.setQueryData(keys.model("project", "model"), { ...model, report: { classes: [{ objects }] } });
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(HowGood, { model })));
}

it("a figure is shown where enough boxes were held back, and words where it would be chance", () => {
  expect(shown(0.71, 40)).toContain("0.71");
  expect(shown(0.99, 1)).toContain("too few to tell");
  expect(shown(0.99, 1)).not.toContain("0.99");
  expect(shown(null, 0)).toContain("not measured");
  expect(shown(0.99, null)).toBe("");
});

it("a figure stands beside the number of images it rests on, and says where these are too few", () => {
  expect(shown(1, 12, 10)).toContain("on 10 images, too few to tell");
  expect(shown(1, 50, 45)).toContain("on 45 images");
  expect(shown(1, 50, 45)).not.toContain("too few");
});
