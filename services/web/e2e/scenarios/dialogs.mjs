// Keys while something lies over the room: they are its own, and nothing happens behind it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export const title = "With a dialog, the palette, the sheet of keys or a menu open, no key decides, draws, deletes or leaves behind it; a digit without a class says which there are";
export const needsOwnProduct = true;
const Count = 6;
/** Decisions, classes, deletion, ways on: whatever acts on what one cannot see. */
const Keys = ["1", "2", "7", "a", "r", "x", "Delete", "f", "d", "e", "g", "Control+z"];

export async function run({ person, api, photos, product }) {
  // The model that is said to have suggested them is not there to be asked about its calibration.
  const { page, hand, go } = await person({ hears: (complaint) => complaint.includes("404") });
  const sent = [];
  page.on("request", (request) => { if (["PUT", "POST"].includes(request.method()) && /annotations|review|boxes\/verdicts/.test(request.url())) sent.push(`${request.method()} ${request.url()}`); });
  const [labeling, finding, sorting] = [await project("Dialogs, label", "detection"), await project("Dialogs, audit", "detection"), await project("Dialogs, sort", "classification")];
  suggest(finding);

  await go(`/p/${labeling}/label`);
  await hand.live();
  const image = await api.get(`/images/${await hand.shownId()}`);
  await hand.draw(image, { x: image.width * 0.3, y: image.height * 0.3, width: image.width * 0.3, height: image.height * 0.3 });
  await hand.boxes(1);
  await hand.saved();
  await inAll("label", { "the classes": "c", "the menu": openMenu });
  await hand.press("7");
  await page.getByText("No class has the digit 7: there are 1 and 2.").waitFor();

  await go(`/p/${finding}/audit`);
  await hand.live();
  await hand.hover((await hand.fit(await api.get(`/images/${await hand.shownId()}`)))(100, 100));
  await inAll("audit", { "the menu": openMenu });

  await go(`/p/${finding}/audit/wall`);
  const crops = page.locator(".wall-grid [data-box]");
  await crops.first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".crop.unseen").length === 0);
  await crops.first().click();
  await inAll("wall", { "the image": "Enter" });
  assert.equal(await page.locator(".crop.picked").count(), 1);

  await go(`/p/${sorting}/label`);
  await page.waitForFunction(() => document.querySelector(".sort .stage img")?.complete);
  await inAll("sort");
  await go(`/p/${sorting}/label?many`);
  await page.locator(".wall-grid [data-crop]").first().click();
  await inAll("sort many");
  await hand.press("7");
  await page.getByText("No class has the digit 7: there are 1 and 2.").last().waitFor();
  assert.equal(await page.locator(".wall-grid [aria-pressed=true]").count(), 1);

  /** What the room shows and has sent is the same after all keys, with the focus in what lies over it and with the focus nowhere. */
  async function inAll(room, more = {}) {
    for (const [name, open] of Object.entries({ "the sheet of keys": "?", "the palette": "Control+k", ...more })) {
      const before = await seen();
      typeof open === "string" ? await hand.press(open) : await open();
      const over = page.locator("[role=dialog], [role=menu]").first();
      await over.waitFor();
      await hand.press(...Keys);
      await page.evaluate(() => document.activeElement.blur());
      await hand.press(...Keys);
      assert.equal(await over.count(), 1, `${room}: ${name} went away`);
      // Esc is heard where the focus is.
      await over.evaluate((one) => one.querySelector("input, button")?.focus());
      await hand.press("Escape");
      await over.waitFor({ state: "detached" });
      await page.waitForTimeout(200);
      assert.deepEqual(await seen(), before, `${room}: something happened behind ${name}`);
    }
  }

  async function seen() {
    const shown = await page.evaluate(() => ({
      at: location.href, image: document.querySelector(".stage-head b")?.textContent ?? null,
      boxes: [...document.querySelectorAll(".boxes [data-box]")].map((one) => one.textContent),
      crops: [...document.querySelectorAll(".wall-grid button")].map((one) => `${one.getAttribute("aria-label")} ${one.getAttribute("aria-pressed")} ${one.className}`),
      toasts: [...document.querySelectorAll(".toast")].map((one) => one.textContent),
    }));
    return { ...shown, sent: sent.length };
  }

  async function openMenu() {
    const { x, y, width, height } = await hand.canvas.boundingBox();
    await page.mouse.click(x + width * 0.9, y + height * 0.9, { button: "right" });
  }

  async function project(name, task) {
    const { id } = await api.post("/projects", { name, task, labels: ["raccoon", "bin"], settings: { automaticTraining: { enabled: false } } });
    await api.upload(id, photos.slice(0, Count));
    await api.until("the photographs are there", async () => (await api.counts(id)).unlabeled === Count);
    return id;
  }

  function suggest(id) {
    const sql = readFileSync(new URL("picked.sql", import.meta.url), "utf8").replaceAll("$data", product.data).replaceAll("$project", id.toUpperCase()).replaceAll("$whole", "0");
    const { status, stderr } = spawnSync("sqlite3", ["-bail", ":memory:"], { input: sql, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }
}
