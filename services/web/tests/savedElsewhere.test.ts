import { expect, it } from "vitest";
import { savedBy } from "../src/live/savedBy";

it("tells what somebody else has saved from one's own", () => {
  const news = (actor: string | null) => ({ name: "labels" as const, change: { kind: "labels saved", imageIds: ["image"], actor } });
  expect(savedBy(news("Ben"), "image", "Ana")).toBe("Ben");
  expect(savedBy(news("Ana"), "image", "Ana")).toBeNull();
  expect(savedBy(news("Ben"), "another", "Ana")).toBeNull();
  expect(savedBy(news("local"), "image", undefined)).toBeNull();
  expect(savedBy(news(null), "image", "Ana")).toBeNull();
});
