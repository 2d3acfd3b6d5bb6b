// Sightloop on a computer in the workshop, opened from another one over plain HTTP: browsers keep much from such pages, and nothing of the work may need it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { Api } from "../api.mjs";
import { Product } from "../product.mjs";

export const title = "From another computer over plain HTTP: sign in, import twice, draw, save, copy a key";
export const needsOwnProduct = true;
const [Name, Password] = ["ada", "a long first password"];

export async function run({ person, photos, product: { folder, studio }, place }) {
  const product = await Product.start(folder, studio, join(place, "workshop.product.log"),
    ["--Accounts:Enabled", "true", "--Accounts:AdminName", Name, "--Accounts:AdminPassword", Password]);
  try {
    const { page, hand, go } = await person({ at: product.url.replace("127.0.0.1", "workshop.test") });
    await go("/account");
    assert.deepEqual(await page.evaluate(() => [isSecureContext, "locks" in navigator, "subtle" in crypto]), [false, false, false]);
    await page.getByLabel("Name", { exact: true }).fill(Name);
    await page.getByLabel("Password", { exact: true }).fill(Password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("What it is for").fill("a program");
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    await page.getByLabel("What it is for").press("Control+v");
    const key = await page.getByLabel("What it is for").inputValue();
    assert.equal(key, await page.locator("code").first().innerText());
    const api = new Api(product.url, key);

    await go("/new");
    await page.getByLabel("Name", { exact: true }).fill("Workshop");
    await page.getByLabel("Classes, one a line").fill("raccoon");
    await page.getByRole("button", { name: "Create and add images" }).click();
    const files = photos.slice(0, 3).map(({ name, bytes }) => ({ name, mimeType: "image/jpeg", buffer: bytes }));
    await page.getByTestId("files").setInputFiles(files);
    const project = new URL(page.url()).pathname.split("/")[2];
    await api.until("the photographs are there", async () => (await api.counts(project)).unlabeled === files.length);
    // Known by their sums: they are not sent again.
    let isSent = false;
    page.on("request", (request) => { isSent ||= request.method() === "POST" && request.url().endsWith(`/projects/${project}/images`); });
    await page.reload();
    await page.getByTestId("files").setInputFiles(files);
    await page.getByText("already here").first().waitFor();
    assert.equal(isSent, false, "the photographs were sent again");

    await page.getByRole("link", { name: "Start labelling" }).click();
    await hand.live();
    const [id, name] = [await hand.shownId(), await hand.shownName()];
    await hand.draw(await api.get(`/images/${id}`), photos.find((photo) => photo.name === name).boxes[0]);
    await hand.boxes(1);
    await hand.press("a");
    await hand.saved();
    await api.until("the box is on the server", async () => (await api.boxes(id)).length === 1);
    // Nobody asks any more when the product goes.
    await page.goto("about:blank");
  } finally {
    await product.end();
  }
}
