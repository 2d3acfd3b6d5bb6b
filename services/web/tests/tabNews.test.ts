import { expect, it } from "vitest";
import { heard, SomeTab, type OtherTab, type TabNews } from "../src/work/tabNews";

const at = (tab: string, from: string | null, image: string): TabNews => ({ kind: "at", tab, from, image, name: `${image}.jpg` });
const after = (...news: TabNews[]): OtherTab => news.reduce((now, one) => heard(now, "a", one), SomeTab);

it("follows the tab that had the image in hand, and no other", () => {
  expect(after(at("one", "a", "b")).on).toEqual({ image: "b", name: "b.jpg" });
  expect(after(at("one", "a", "b"), at("one", "b", "c"), at("two", "x", "y")).on?.name).toBe("c.jpg");
  expect(after(at("two", "x", "y"))).toEqual(SomeTab);
});

it("is told when that tab, or another, takes the image again", () => {
  expect(after(at("one", "a", "b"), at("one", "b", "a"))).toEqual({ tab: "one", isFree: false, on: null });
  expect(heard({ tab: "one", isFree: true, on: null }, "a", at("two", null, "a"))).toEqual({ tab: "two", isFree: false, on: null });
});
