// Picking out: by Shift+click and Esc, on the wall and while sorting many at once; a digit decides nothing that is not seen to be chosen; names and decisions stay in sight.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const title = "Picking out: Shift+click takes all between, Esc none; a digit with nothing chosen saves nothing; a long name, the countdown and the decision stay in sight";
export const needsOwnProduct = true;
const [Count, Last] = [16, 5];
/** More than there are digits, and than stand in one row. */
const More = Array.from({ length: 13 }, (_, i) => `animal number ${i + 3}`);
const Long = "raccoon with a name that is much longer than the panel is wide";

export async function run({ person, api, photos, product }) {
  const sorting = await project("classification", [Long, "bin", ...More], { enabled: true, quickFrom: 0, newImages: 2, quietSeconds: 600 });
  // The model that is said to have suggested them is not there to be asked about its calibration.
  const { page, hand, go } = await person({ hears: (complaint) => complaint.includes("404") });
  const tiles = page.locator(".wall-grid [data-crop]");
  const labeled = async () => (await api.counts(sorting)).labeled;

  await go(`/p/${sorting}/label?many`);
  await tiles.nth(Last).waitFor();
  await hand.press("2");
  await page.getByText("Select images first").waitFor();
  assert.deepEqual(await page.evaluate(cutIn, ".decide .button"), []);
  const [last, bar] = [await tiles.nth(Count - 1).boundingBox(), await page.locator(".decide").boundingBox()];
  assert.ok(last.y + last.height <= bar.y, "the classes lie over the images");
  await page.locator(".decide").getByRole("button", { name: More.at(-1) }).waitFor();
  await tiles.nth(0).click();
  await tiles.nth(Last).click({ modifiers: ["Shift"] });
  await page.getByText(`${Last + 1} selected`).waitFor();
  await tiles.nth(Last + 2).click({ modifiers: ["Shift"] });
  await page.getByText(`${Last + 3} selected`).waitFor();
  await hand.press("Escape");
  await page.getByText("Select images (click").waitFor();
  assert.equal(await page.locator(".wall-grid [aria-pressed=true]").count(), 0);
  // Chosen and not any more by the mouse: its focus does not show.
  await tiles.nth(1).click();
  await tiles.nth(1).click();
  await hand.press("2");
  await page.locator(".toast", { hasText: "Select images first" }).last().waitFor();
  assert.equal(await tiles.count(), Count);
  assert.equal(await labeled(), 0);
  // By keyboard alone the focus shows: its image is sorted, and the next has the focus.
  await hand.press("ArrowRight", "2");
  await page.getByText("1 image is bin").waitFor();
  await page.locator("[data-crop='2']:focus-visible").waitFor();
  await hand.press("1");
  await api.until("two are sorted", async () => (await labeled()) === 2);
  // That it will learn is said once, and fits beside the receipt.
  await page.locator(".next-bar").getByText(/Trains by itself in \d/).waitFor();
  assert.equal(await page.locator(".next-bar").getByText("it trains by itself in a moment").count(), 0);
  assert.deepEqual(await page.evaluate(cutIn, ".next-bar > *, .countdown > *"), []);
  await shot(page, "sort-many");

  suggest(sorting, 1);
  await go(`/p/${sorting}/audit`);
  const name = page.locator(".pick.big", { hasText: Long }).locator(".named > span").first();
  await name.waitFor();
  await page.getByText("suggested,").waitFor();
  const isWhole = (one) => one.scrollWidth <= one.clientWidth + 1 && one.getBoundingClientRect().right <= one.closest("button").getBoundingClientRect().right;
  assert.ok(await name.evaluate(isWhole), "the name is cut");
  assert.ok(await page.locator(".decide .button.primary").evaluate((one) => one.getBoundingClientRect().right <= innerWidth), "the decision is cut");
  await shot(page, "sort-audit");

  const finding = await project("detection", ["raccoon", "bin"]);
  suggest(finding, 0);
  await page.setViewportSize({ width: 1024, height: 768 });
  await go(`/p/${finding}/audit/wall`);
  await page.locator(".near .crop").first().waitFor();
  await tiles.nth(Last).waitFor();
  await tiles.nth(0).click();
  await tiles.nth(Last).click({ modifiers: ["Shift"] });
  await page.locator(".crop.picked").nth(Last).waitFor();
  assert.equal(await page.locator(".crop.picked").count(), Last + 1);
  await hand.press("Escape");
  await page.locator(".crop.picked").first().waitFor({ state: "detached" });
  // The wall counts boxes of its class, one by one counts images.
  await page.locator(".decide").getByText(`${Count} boxes of raccoon left`).waitFor();
  await shot(page, "wall-near");
  const covered = await page.getByTestId("accept-page").evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => [0.2, 0.8].some((down) => !button.contains(document.elementFromPoint(left + width * part, top + height * down))));
  });
  assert.equal(covered, false, "near misses lie over the decision");
  await page.setViewportSize({ width: 820, height: 1180 });
  // Another page is made for another screen.
  await page.waitForTimeout(300);
  await tiles.nth(Last).waitFor();
  await page.locator(".decide").getByText(`${Count} boxes of raccoon left`).waitFor();
  assert.deepEqual(await page.evaluate(cutIn, ".decide [role=status]"), []);
  await shot(page, "wall-near-820");

  async function project(task, labels, automaticTraining = { enabled: false }) {
    const { id } = await api.post("/projects", { name: `Picked, ${task}`, task, labels, settings: { automaticTraining } });
    await api.upload(id, photos.slice(0, Count));
    await api.until("the photographs are there", async () => (await api.counts(id)).unlabeled === Count);
    return id;
  }

  function suggest(id, whole) {
    const sql = readFileSync(new URL("picked.sql", import.meta.url), "utf8").replaceAll("$data", product.data).replaceAll("$project", id.toUpperCase()).replaceAll("$whole", String(whole));
    const { status, stderr } = spawnSync("sqlite3", ["-bail", ":memory:"], { input: sql, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }
}

/** In the page: what shows only a part of itself. */
function cutIn(selector) {
  return [...document.querySelectorAll(selector)].filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent);
}

async function shot(page, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}
