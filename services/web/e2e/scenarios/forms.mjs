// What a form does not take is marked and said beside it, in plain words, and nothing is sent.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export const title = "Forms: wrong numbers are marked, said in plain words and not sent";

export async function run({ person, api }) {
  const { id } = await api.project("Forms", ["raccoon", "bin"]);
  const one = await person();
  const { page, hand, go } = one;
  const said = page.locator("[role=alert]");
  const sent = [];
  page.on("request", (request) => { if (request.method() === "PATCH") sent.push(request.postData()); });

  await go(`/p/${id}/settings`);
  const images = page.getByLabel(/A full training after/);
  for (const wrong of ["-5", "99999999999", "", "1.5"]) {
    await images.fill(wrong);
    await hand.press("Tab");
    await said.getByText("A whole number from 1 to 100,000 belongs here; it stays at 12.").waitFor();
    assert.equal(await images.getAttribute("aria-invalid"), "true");
  }
  assert.deepEqual(sent, []);
  assert.deepEqual(await one.findings("settings with a wrong number"), []);
  await shot("settings-number");
  await images.fill("20");
  await hand.press("Enter");
  await api.until("the number is saved", async () => (await api.get(`/projects/${id}`)).settings.automaticTraining.newImages === 20);
  assert.equal(await images.getAttribute("aria-invalid"), "false");

  await go(`/p/${id}/import`);
  await page.getByLabel(/From clips/).fill("-3");
  await hand.press("Tab");
  await said.getByText("A number from 0.1 to 86,400 belongs here; it stays at 1.").waitFor();
  await shot("import-seconds");

  async function shot(name) {
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
  }
}
