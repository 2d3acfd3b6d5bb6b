// A promise about suggestions: asked for in words, its sample checked one by one, the rest accepted without a look, under a certificate.
import assert from "node:assert/strict";
import { shot } from "../shot.mjs";

export const title = "A promise: a sample is checked, the others are accepted unseen, with a certificate, and given back";
const MostChecks = 60;

export async function run({ person, api, left }) {
  assert.ok(left.project, "needs the project of the loop");
  await api.until("nobody has images in hand", async () => (await api.get(`/projects/${left.project}/queue/claims`)).items.length === 0);
  const one = await person();
  const { page, hand, go } = one;
  await go(`/p/${left.project}/promise`);
  await page.getByLabel("Share of wrong images").selectOption("0.2");
  await page.getByLabel("How sure").selectOption("0.8");
  const expected = Number((await page.getByText(/^About \d+ images? to check/).innerText()).match(/\d+/)[0]);
  await page.getByRole("button", { name: "Draw the images to check" }).click();
  const check = page.getByRole("link", { name: /^Check \d+ image/ });
  await check.waitFor();
  const waiting = Number((await check.innerText()).match(/\d+/)[0]);
  // It was told as an estimate: images that are held back belong to no promise, and of a smaller population a larger share is checked.
  assert.ok(Math.abs(waiting - expected) <= 3, `${waiting} to check, ${expected} were told`);

  const before = (await api.counts(left.project)).labeled;
  await check.click();
  const state = async () => (await api.get(`/projects/${left.project}/certificates?limit=1`)).items[0];
  let checked = 0;
  for (let now = await state(); now.state === "checking" && !now.kept && now.waiting > 0; now = await state()) {
    await hand.live();
    const name = await hand.shownName();
    await hand.press("a");
    await page.locator(".stage-head b", { hasText: name }).waitFor({ state: "detached" });
    checked += 1;
    await api.until("the check is counted", async () => (await state()).checked >= checked);
    const { state: how, kept, waiting } = await state();
    if (how === "checking" && !kept) await page.getByText(`Promise: ${checked} of ${checked + waiting} images checked, ${waiting} left`).waitFor();
    assert.ok(checked < MostChecks, "no end of checks");
  }

  await shot(page, "promise-checked", true);
  await go(`/p/${left.project}/promise`);
  await page.getByText(/^The promise holds for the surest|^Of (all|the surest) \d+/).first().waitFor();
  await shot(page, "promise-holds", true);
  // It holds for the surest part; a person is content with that.
  if ((await state()).state === "checking") await page.getByRole("button", { name: /^Accept \d+ images? now/ }).click();
  await page.getByText("certified", { exact: true }).first().waitFor();
  const { kept, id } = await state();
  assert.ok(kept.unseen > 0 && kept.atMostWrong <= kept.allowed, JSON.stringify(kept));
  await api.until("the others are accepted unseen", async () => (await api.counts(left.project)).labeled === before + checked + kept.unseen);
  await shot(page, "promise-issued", true);
  await page.getByRole("link", { name: "Certificate" }).first().click();
  await page.getByRole("heading", { name: "Certificate", exact: true }).waitFor();
  await page.locator("ul.names a").first().waitFor();
  assert.equal(await page.locator("ul.names li").count(), kept.unseen);
  await shot(page, "certificate", true);
  assert.deepEqual(await one.findings("the certificate"), []);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "For programs (JSON)" }).click()]);
  assert.equal(await download.failure(), null);
  const { checks, population } = (await api.get(`/certificates/${id}/document`)).certificate;
  const withBoxes = new Set((await api.images(left.project, "&state=labeled")).filter((image) => image.boxes > 0).map((image) => image.id));
  const unseen = population.find((one) => one.score >= kept.scoreFrom && !checks.some((check) => check.imageId === one.imageId) && withBoxes.has(one.imageId));
  await go(`/p/${left.project}/label/${unseen.imageId}`);
  await page.getByText("Accepted with a promise: nobody has looked at this image yet.").waitFor();
  await hand.live();
  await hand.press("a");
  await api.until("it is saved", async () => (await api.get(`/projects/${left.project}/trail?kind=labels%20saved&limit=1`)).items[0]?.imageIds[0] === unseen.imageId);
  await go(`/p/${left.project}/promise/${id}`);
  await page.getByText(`Since then people have looked at 1 of the ${kept.unseen} images accepted without a look and found none wrong.`).waitFor();
  await go(`/p/${left.project}/label/${checks[0].imageId}`);
  await page.getByText(/^This image was checked for a promise/).waitFor();
  await shot(page, "promise-held");
  assert.ok(await page.getByTestId("accept").isDisabled());
  await page.getByRole("button", { name: "Change it anyway" }).click();
  await page.getByText(/^This image was checked for a promise/).waitFor({ state: "detached" });
  assert.ok(await page.getByTestId("accept").isEnabled());
  await go(`/p/${left.project}`);
  await page.getByText(`${kept.unseen - 1} accepted with a promise`).waitFor();
  await go(`/p/${left.project}/images?state=unseen`);
  await page.locator(".gallery .chip", { hasText: "by promise" }).first().waitFor();
  assert.equal((await api.images(left.project, "&state=unseen")).length, kept.unseen - 1);
  await shot(page, "images-unseen");
  await go(`/p/${left.project}/promise`);

  await page.getByRole("button", { name: "Take back what was accepted" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(new RegExp(`^The certificate becomes void, for good. The ${kept.unseen} image`)).waitFor();
  await shot(page, "promise-take-back");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await state()).state, "issued");
  await page.getByRole("button", { name: "Take back what was accepted" }).click();
  await dialog.getByRole("button", { name: "Take back what was accepted" }).click();
  await page.getByText("voided", { exact: true }).first().waitFor();
  // All but the one that was looked at since.
  await api.until("they are suggestions again", async () => (await api.counts(left.project)).labeled === before + checked + 1);
  assert.equal((await api.get(`/certificates/${id}`)).state, "voided");
}
