// e2e/loop.mjs URL IMAGE: in a real browser on the running product, make a project, upload an image, draw a box on it, see it saved,
// reload and find it. Chromium's path: CHROMIUM (default /usr/bin/chromium). Exit status 0 when all of it held.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { chromium } from "playwright-core";

const [url, image] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(30_000);
const errors = [];
page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
page.on("pageerror", (error) => errors.push(error.message));

try {
  await page.goto(`${url}/new`);
  await page.getByLabel("Name", { exact: true }).fill(`Loop ${new Date().toISOString()}`);
  await page.getByLabel("Classes, one a line").fill("raccoon\nbin");
  await page.getByRole("button", { name: "Create and add images" }).click();

  await page.getByTestId("files").setInputFiles(image);
  await page.getByText("received", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Start labelling" }).click();

  const canvas = page.getByTestId("canvas");
  await page.getByText(basename(image)).first().waitFor();
  await canvas.focus();
  const area = await canvas.boundingBox();
  const at = (x, y) => [area.x + area.width * x, area.y + area.height * y];
  await page.mouse.move(...at(0.42, 0.4));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5), { steps: 4 });
  await page.mouse.move(...at(0.58, 0.62), { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press("2");
  await boxes(1);
  await page.getByTestId("receipt").filter({ hasText: /^Saved, version \d/ }).waitFor();

  await page.reload();
  await boxes(1);
  assert.match(await page.getByRole("option").first().getAttribute("aria-label"), /^bin, you, centre middle/);

  await canvas.focus();
  await page.keyboard.press("s");
  await page.keyboard.press("x");
  await boxes(0);
  await page.keyboard.press("Control+z");
  await boxes(1);
  await page.waitForTimeout(300); // A decision needs the image to have been seen for a quarter of a second.
  await page.keyboard.press("a");
  await page.getByRole("heading", { name: "All labelled" }).waitFor();
  await page.getByTestId("receipt").filter({ hasText: /^Saved, version \d/ }).waitFor();

  const project = new URL(page.url()).pathname.split("/")[2];
  const state = async () => (await (await fetch(`${url}/api/v1/projects/${project}`)).json()).counts;
  assert.deepEqual(await state(), { unlabeled: 0, auto: 0, labeled: 1, begun: 0 });
  assert.deepEqual(errors, []);
  await fetch(`${url}/api/v1/projects/${project}`, { method: "DELETE" });
  console.log("drawn, saved, found again, undone, accepted");
} catch (error) {
  await page.screenshot({ path: process.env.SCREENSHOT ?? "/tmp/studio-loop.png" });
  console.error(errors);
  throw error;
} finally {
  await browser.close();
}

async function boxes(count) {
  await page.waitForFunction((expected) => document.querySelectorAll("[role=option]").length === expected, count);
}
