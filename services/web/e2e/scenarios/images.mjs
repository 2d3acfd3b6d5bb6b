// The gallery: images chosen by click and Shift+click, and deleted after it was said what goes with them.
import assert from "node:assert/strict";
import { shot } from "../shot.mjs";

export const title = "Images: each has its name, those chosen by click and Shift+click are deleted together, after it was said what goes with them";

export async function run({ person, api, photos }) {
  const { id } = await api.project("Gallery", ["raccoon"]);
  await api.upload(id, photos.slice(0, 8).map(({ name, bytes }) => ({ name, bytes })));
  await api.until("they have come", async () => (await api.counts(id)).unlabeled === 8);
  const order = await api.images(id, "&sort=name");
  await api.label(order[2].id, { annotations: [{ label: "raccoon", box: { x: 5, y: 5, width: 60, height: 60 } }] });
  const one = await person();
  const { page, go } = one;
  await go(`/p/${id}/images?sort=name`);
  const choose = (at) => page.getByLabel(`Choose ${order[at].name}`, { exact: true });
  await choose(0).waitFor();
  assert.deepEqual(await page.locator(".gallery .name").allInnerTexts(), order.map((image) => image.name));
  await choose(1).click();
  await choose(3).click({ modifiers: ["Shift"] });
  await page.getByText("3 images chosen").waitFor();
  await page.getByRole("link", { name: order[4].name }).click({ modifiers: ["Shift"] });
  await page.getByText("4 images chosen").waitFor();
  await choose(4).click();
  await one.quiet();
  await shot(page, "images-chosen");
  assert.deepEqual(await one.findings("chosen images"), []);
  await page.getByRole("button", { name: "Delete 3 images" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 box is lost with them: 1 of the images is labelled by people or accepted. This cannot be taken back.").waitFor();
  await shot(page, "images-delete");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await api.images(id)).length, 8);
  await page.getByRole("button", { name: "Delete 3 images" }).click();
  await dialog.getByRole("button", { name: "Delete 3 images" }).click();
  await dialog.waitFor({ state: "detached" });
  await api.until("they are gone", async () => (await api.images(id)).length === 5);
  await page.getByText(order[1].name, { exact: true }).waitFor({ state: "detached" });
  assert.deepEqual(await page.locator(".gallery .name").allInnerTexts(), order.filter((_, i) => i < 1 || i > 3).map((image) => image.name));
}
