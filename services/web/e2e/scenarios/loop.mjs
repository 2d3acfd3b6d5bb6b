// The whole loop on real photographs, by mouse and keyboard: create, drop files, label, train, let the model label, audit, put to use, export.
import assert from "node:assert/strict";
import { shot } from "../shot.mjs";

export const title = "The loop in a browser: create, import, label, train, suggest, audit, put to use, export";
const ByHand = 12;
/** Suggestions that the scenarios after this one need. */
const Audited = 4;

/** On a cluster the machine's part of the loop is other tests' matter. */
const ByHandThere = 4;

export async function run({ person, photos, api, left, product }) {
  const byHand = product ? ByHand : ByHandThere;
  const one = await person();
  const { page, hand, go } = one;
  const truth = new Map(photos.map((photo) => [photo.name, photo]));
  await go("/new");
  await page.getByLabel("Name", { exact: true }).fill("Raccoons");
  await page.getByLabel("Classes, one a line").fill("raccoon\nbin");
  await page.getByLabel(/Train by itself/).uncheck();
  await page.getByRole("button", { name: "Create and add images" }).click();

  // One file more is no picture: it is named, and stops nothing. The set holds one photograph twice: it is taken once.
  const different = new Set(photos.map((photo) => photo.bytes.toString("base64"))).size;
  await page.getByTestId("files").setInputFiles([...photos, { name: "scan7.jpg", bytes: Buffer.from("damaged") }]
    .map(({ name, bytes }) => ({ name, mimeType: "image/jpeg", buffer: bytes })));
  await page.getByText("1 file not taken").first().waitFor();
  const project = (left.project = new URL(page.url()).pathname.split("/")[2]);
  await api.until("all photographs are there", async () => (await api.counts(project)).unlabeled === different);
  await page.getByRole("link", { name: "Start labelling" }).click();

  for (let i = 0; i < byHand; i += 1) {
    await hand.live();
    const name = await hand.shownName();
    const photo = truth.get(name);
    const image = await api.get(`/images/${await hand.shownId()}`);
    for (const [n, box] of photo.boxes.entries()) await hand.draw(image, box, photo.boxes.slice(0, n));
    await hand.boxes(photo.boxes.length);
    await hand.press("a");
    await page.locator(".stage-head b", { hasText: name }).waitFor({ state: "detached" });
  }
  await hand.saved();
  await api.until("all of them are on the server", async () => (await api.counts(project)).labeled === byHand);
  for (const image of await api.images(project, "&state=labeled")) {
    const boxes = await api.boxes(image.id);
    assert.equal(boxes.length, truth.get(image.name).boxes.length, image.name);
    for (const { box } of boxes) assert.ok(truth.get(image.name).boxes.some((one) => overlap(one, box) > 0.9), `${image.name} ${JSON.stringify(box)}`);
  }

  if (!product) return;

  await page.getByRole("link", { name: "Train", exact: true }).click();
  await page.getByRole("button", { name: "Train now" }).click();
  await page.getByRole("button", { name: "Cancel the training" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel it" }).click();
  await page.getByLabel("Time for it").selectOption("30");
  await page.getByRole("button", { name: "Train now" }).click();
  await page.getByRole("link", { name: "See the model" }).waitFor({ timeout: 300_000 });

  if ((await api.counts(project)).auto === 0) await page.getByRole("button", { name: "Let it label" }).click();
  await api.until("the model has labelled the rest", async () => (await api.counts(project)).auto === different - byHand);
  await page.getByRole("link", { name: "Audit", exact: true }).first().click();
  for (let i = 0; i < Audited; i += 1) {
    await hand.live();
    const name = await hand.shownName();
    await hand.press("a");
    await page.locator(".stage-head b", { hasText: name }).waitFor({ state: "detached" });
  }
  await api.until("the audited are checked", async () => (await api.counts(project)).labeled === byHand + Audited);

  await page.getByRole("link", { name: "Models", exact: true }).click();
  await page.getByRole("button", { name: "Put to use" }).first().click();
  await page.getByText("in use", { exact: true }).first().waitFor();
  // A picture smaller than its card: what was found lies on it and not beside it.
  const [small] = photos.toSorted((a, b) => a.bytes.length - b.bytes.length);
  await page.getByTestId("try-file").setInputFiles({ name: small.name, mimeType: "image/jpeg", buffer: small.bytes });
  const [over, under] = await Promise.all([page.locator(".try svg").boundingBox(), page.locator(".try img").boundingBox()]);
  assert.deepEqual([over.x, over.width].map(Math.round), [under.x, under.width].map(Math.round));
  // The browser's own test picture, with nothing to find on it: that is said too, and stays while the next one is asked about.
  await page.getByRole("button", { name: "Use the webcam" }).click();
  const photo = await page.locator(".try img").getAttribute("src");
  await page.waitForFunction((before) => ![null, before].includes(document.querySelector(".try img")?.getAttribute("src") ?? null), photo);
  await page.locator(".try + label + [role=status]").getByText(/^\d+ box(es)? in \d+ ms/).waitFor();
  await shot(page, "webcam");
  await page.getByRole("button", { name: "Stop the webcam" }).click();
  await page.getByRole("link", { name: "Raccoons" }).click();
  // The cards move while they fill: what is pressed then may not be under the pointer any more.
  await one.quiet();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /YOLO/i }).first().click()]);
  assert.equal(download.suggestedFilename(), "Raccoons yolo.zip");
  assert.equal(await download.failure(), null);
}

function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(width, 0) * Math.max(height, 0);
  return both / (a.width * a.height + b.width * b.height - both);
}
