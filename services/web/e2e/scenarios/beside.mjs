// What lies over the canvas and beside it, by mouse and by keys: nothing of it draws, and the keys are the canvas's again after a click.
import assert from "node:assert/strict";

export const title = "Minimap, menu and lists do what they say and nothing to the picture; sorting is taken back";

export async function run({ person, api, photos }) {
  const { id: project } = await api.project("Beside", ["raccoon", "bin"]);
  await api.upload(project, [photos[0]]);
  const [image] = await api.until("the photograph is there", async () => {
    const images = await api.images(project);
    return images.length > 0 ? images : null;
  });
  const { page, hand, go } = await person();
  await go(`/p/${project}/label/${image.id}`);
  await hand.sees(image.name);
  await hand.draw(image, { x: image.width * 0.2, y: image.height * 0.2, width: image.width * 0.4, height: image.height * 0.4 });
  await hand.boxes(1);

  const [hint, menu] = [page.locator(".canvas-hint"), page.getByRole("menu")];
  await hand.press("Escape", "+", "+", "+");
  const map = await page.locator(".minimap").boundingBox();
  const picture = () => page.locator(".canvas-picture").evaluate((one) => one.style.transform);
  const before = await picture();
  await hand.click([map.x + 20, map.y + 20]);
  await page.waitForFunction((was) => document.querySelector(".canvas-picture").style.transform !== was, before);
  await hand.drag([map.x + 20, map.y + 20], [map.x + 100, map.y + 60]);
  assert.equal(await hint.count(), 0, "no corner is set under the minimap");
  await hand.boxes(1);

  await hand.press("z");
  const edge = (await hand.fit(image))(image.width * 0.2, image.height * 0.4);
  const openMenu = () => page.mouse.click(...edge, { button: "right" });
  await openMenu();
  await menu.getByRole("menuitem", { name: /^Twin/ }).click();
  await hand.boxes(2);
  await hand.press("Control+z");
  await hand.boxes(1);
  await openMenu();
  await menu.getByRole("menuitem", { name: /^Delete/ }).waitFor();
  await hand.press("ArrowDown", "ArrowDown", "Enter");
  await hand.boxes(2);
  await openMenu();
  await hand.click((await hand.fit(image))(image.width * 0.9, image.height * 0.9));
  await menu.waitFor({ state: "detached" });
  assert.equal(await hint.count(), 0, "a press that closes the menu sets no corner");

  const row = page.getByRole("option").first();
  await row.click();
  await hand.press("2");
  await row.filter({ hasText: "bin" }).waitFor();
  await page.getByRole("button", { name: /^Box/ }).first().click();
  await hand.press("1");
  await row.filter({ hasText: "raccoon" }).waitFor();
  await page.locator(".classes button").nth(1).click();
  await row.filter({ hasText: "bin" }).waitFor();
  const left = page.getByLabel("Left", { exact: true });
  const stands = await left.inputValue();
  await left.fill("");
  await hand.press("Enter");
  assert.equal(await left.inputValue(), stands, "a refused entry does not stay");
  await row.click();
  await hand.press("x");
  await hand.boxes(1);

  const { id: sorting } = await api.post("/projects", { name: "Sorted", task: "classification", labels: ["raccoon", "bin"], settings: { automaticTraining: { enabled: false } } });
  await api.upload(sorting, photos.slice(0, 3));
  await api.until("the photographs are there", async () => (await api.counts(sorting)).unlabeled >= 2);
  await go(`/p/${sorting}/label`);
  const name = await page.locator(".stage-head b").innerText();
  await page.waitForFunction(() => document.querySelector(".sort .stage img")?.complete);
  await hand.press("1");
  await api.until("it is sorted", async () => (await api.counts(sorting)).labeled === 1);
  await hand.press("Control+z");
  await page.locator(".stage-head b", { hasText: name }).waitFor();
  await api.until("it is not sorted any more", async () => (await api.counts(sorting)).labeled === 0);
  const takenBack = page.getByText(`Saving of ${name} taken back`);
  await takenBack.waitFor();
  await page.waitForFunction(() => document.querySelector(".sort .stage img")?.complete);
  await hand.press("2");
  await takenBack.waitFor({ state: "detached", timeout: 1000 });
  await hand.saved();
}
