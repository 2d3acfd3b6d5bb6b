import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { ApiError } from "../src/api/problem";
import { Outbox, type Parcel } from "../src/journal/Outbox";

const verdicts = [{ imageId: "image", boxId: "box", verdict: "wrong" }];
const never = () => new Promise<void>(() => undefined);

it("keeps the verdicts of a closed tab and sends them once, with the same key, in the next visit", async () => {
  const tried: Parcel[] = [];
  const closed = await Outbox.open((parcel) => { tried.push(parcel); return Promise.reject(ApiError.noAnswer()); }, "kept", never);
  await new Promise<void>((resolve) => void closed.send("project", verdicts, resolve));
  closed.close();

  const sent: Parcel[] = [];
  const next = await Outbox.open((parcel) => { sent.push(parcel); return Promise.resolve("arrived"); }, "kept", never);
  expect(await next.resume()).toBe(1);
  expect(sent).toEqual(tried);
  expect(await next.resume()).toBe(0);
});

it("tries again until it arrives, and forgets what is refused for good", async () => {
  let failures = 2;
  const outbox = await Outbox.open(() => (failures-- > 0 ? Promise.reject(new ApiError(503, { title: "away" })) : Promise.resolve("arrived")), "again", () => Promise.resolve());
  let kept = 0;
  expect(await outbox.send("project", verdicts, () => { kept += 1; })).toBe("arrived");
  expect(kept).toBe(2);

  const refusing = await Outbox.open(() => Promise.reject(new ApiError(400, { title: "no such box" })), "again", never);
  await expect(refusing.send("project", verdicts, () => undefined)).rejects.toThrow("no such box");
  expect(await refusing.resume()).toBe(0);
});
