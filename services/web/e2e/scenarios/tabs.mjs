// A second tab of the same person on the same image.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Hand } from "../hand.mjs";

export const title = "A second tab on an image looks on: it shows what the first one saves, says where that one went, and takes over when asked";

export async function run({ person, api, photos }) {
  const { id: project } = await api.project("Tabs", ["raccoon"]);
  await api.upload(project, photos.slice(0, 3));
  const images = await api.until("the photographs are there", async () => {
    const all = await api.images(project);
    return all.length === 3 ? all : null;
  });
  const [image] = images;
  const { page, hand, go, context, url } = await person();
  await go(`/p/${project}/label/${image.id}`);
  await hand.sees(image.name);
  const box = (at) => ({ x: image.width * at, y: image.height * at, width: image.width * 0.15, height: image.height * 0.15 });
  await hand.draw(image, box(0.1));
  await hand.saved();

  const second = await context.newPage();
  second.setDefaultTimeout(20_000);
  const other = new Hand(second);
  await second.goto(`${url}/p/${project}/label/${image.id}`);
  await other.sees(image.name);
  const [here, there] = [page, second].map((tab) => (text) => tab.locator(".stage-notice").getByText(text).waitFor());
  await there("You have this image in hand in another tab");
  await other.boxes(1);
  await page.bringToFront();
  await hand.draw(image, box(0.4));
  await other.boxes(2);
  await other.press("x", "1");
  await second.getByRole("option").first().click();
  await second.getByRole("option").first().focus();
  await other.press("Delete");
  await other.draw(image, box(0.7));
  assert.equal(await second.locator("[data-box]").count(), 2, "it is only shown there");
  await shot("tabs-held");

  await hand.press("a");
  await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
  await hand.live();
  await there(`Your other tab went on to ${await hand.shownName()}`);
  const next = await hand.shownName();
  await hand.press("f");
  await page.locator(".stage-head b", { hasText: next }).waitFor({ state: "detached" });
  await hand.live();
  await there(`Your other tab went on to ${await hand.shownName()}`);
  await shot("tabs-free");
  await hand.press("d");
  await hand.sees(next);
  await hand.press("d");
  await hand.sees(image.name);
  await there("You have this image in hand in another tab");
  assert.equal(await page.locator(".stage-notice").count(), 0);

  await second.getByRole("button", { name: "Edit here instead" }).click();
  await here("You have this image in hand in another tab");
  await other.live();
  await other.draw(image, box(0.7));
  await other.boxes(3);
  await hand.boxes(3);
  await second.close();
  await here("Your other tab has left this image");
  await page.getByRole("button", { name: "Edit it here" }).click();
  await page.locator(".stage-notice").waitFor({ state: "detached" });
  await hand.live();
  await hand.press("s", "x");
  await hand.boxes(2);
  await api.until("that is saved", async () => (await api.boxes(image.id)).length === 2);

  async function shot(name) {
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await second.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
  }
}
