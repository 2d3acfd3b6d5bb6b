// A held key over boxes, in the browser itself: quick ways, a press of a button, the way out of the picture, Esc, another image.
import assert from "node:assert/strict";
import { shot } from "../shot.mjs";

export const title = "A held key deletes what the pointer passes over, until something ends it";
/** Of the image's width and height; small, with ground between them. */
const Places = [[0.1, 0.2], [0.3, 0.2], [0.5, 0.2], [0.7, 0.2], [0.3, 0.7]];
const Side = 0.06;

export async function run({ person, api, photos }) {
  const { id: project } = await api.project("Swept", ["raccoon"]);
  await api.upload(project, photos.slice(1, 3));
  const [image] = await api.until("the photographs are there", async () => {
    const images = await api.images(project);
    return images.length === 2 ? images : null;
  });
  const { page, hand, go } = await person();
  await go(`/p/${project}/label/${image.id}`);
  await hand.sees(image.name);
  const at = await hand.fit(image);
  const place = (x, y) => at(image.width * x, image.height * y);
  const middle = (i) => place(Places[i][0] + Side / 2, Places[i][1] + Side / 2);
  const ground = place(0.9, 0.9);
  for (const [x, y] of Places) await hand.drag(place(x, y), place(x + Side, y + Side));
  await hand.boxes(5);
  await hand.press("Escape");
  const left = async () => (await api.boxes(image.id)).map((one) => Math.round((one.box.x / image.width) * 10) / 10).sort();
  const isSaved = (...lefts) => api.until(`boxes at ${lefts}`, async () => JSON.stringify(await left()) === JSON.stringify(lefts));
  const undo = async () => {
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Escape");
  };
  const told = (n) => page.getByText(`${n} deleted.`).waitFor();

  // One jump of the pointer over the four in a row; all come back at once.
  const jump = async () => {
    await page.mouse.move(...place(0.05, 0.2 + Side / 2));
    await page.keyboard.down("x");
    await page.waitForTimeout(200);
    await page.mouse.move(...place(0.85, 0.2 + Side / 2));
    await told(4);
  };
  await jump();
  await shot(page, "swept");
  await page.keyboard.up("x");
  await isSaved(0.3);
  await undo();
  await hand.boxes(5);

  await jump();
  await page.keyboard.press("Escape");
  await hand.boxes(5);
  await page.mouse.move(...middle(4));
  await page.keyboard.up("x");
  await hand.boxes(5);

  // A decision in the middle of it waits; a press of a button ends it, and what was passed over stays away.
  await hand.sweep("x", [middle(0), middle(1)], async () => {
    await told(2);
    await page.keyboard.press("a");
    await page.mouse.move(...ground);
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.move(...middle(4));
  });
  await page.keyboard.press("Escape");
  await hand.boxes(3);
  await isSaved(0.3, 0.5, 0.7);
  await undo();
  await hand.boxes(5);

  // Out of the picture and in again elsewhere is no way over what lies between; the button there takes back the whole sweep.
  await hand.sweep("x", [middle(0), middle(1)], async () => {
    await told(2);
    await page.mouse.move(640, 100, { steps: 2 });
    await page.mouse.move(...ground);
    await hand.boxes(3);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await hand.boxes(5);
  });
  await page.keyboard.press("Escape");
  await hand.boxes(5);

  // Pressed and let go at once it deletes one, wherever the hand goes.
  await page.mouse.move(...middle(0));
  await page.keyboard.press("x");
  await page.mouse.move(...middle(1), { steps: 3 });
  await hand.boxes(4);

  // On to the next image in the middle of it, by a button: it stays as it is, there and here.
  await hand.sweep("Delete", [middle(1), middle(2)], async () => {
    await told(2);
    await page.getByRole("button", { name: "Later" }).click();
    await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
    await hand.live();
    await page.mouse.move(...middle(3), { steps: 3 });
  });
  await isSaved(0.3, 0.7);
  assert.equal(await page.getByText("deleted.").count(), 0, "nothing of it is told on the next image");
}
