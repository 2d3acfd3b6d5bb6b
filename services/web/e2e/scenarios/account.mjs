// Sign-in, one's own keys, people: where accounts are on.
import assert from "node:assert/strict";
import { Api } from "../api.mjs";

export const title = "Signing in, an API key that is shown once, a second person, and what an admin sees";
export const needsAccounts = true;

export async function run({ person, url }) {
  const hears = (text) => /401|403/.test(text);
  const { page, go, findings } = await person({ signedIn: false, hears });
  const name = process.env.STUDIO_NAME ?? "admin";
  // Where the server's log sends whoever makes the first account: the projects, under the form.
  await go("/setup");
  await page.getByRole("heading", { name: "Projects" }).waitFor();
  await go("/account");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Name or password is wrong").waitFor();
  await page.getByLabel("Password", { exact: true }).fill(process.env.STUDIO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Your account" }).waitFor();

  await page.getByLabel("What it is for").fill("nightly export");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText("shown only this once").waitFor();
  const key = await page.locator("code", { hasText: /./ }).first().innerText();
  const program = new Api(url, key);
  await program.get("/projects");
  await assert.rejects(program.project("Not allowed", ["raccoon"]), /403/);
  await page.getByRole("button", { name: "Revoke nightly export" }).click();
  await program.until("the key is worth nothing", () => program.get("/projects").then(() => false, (error) => /401/.test(error.message)));

  // What services could not handle: an admin sees the counts of each.
  await page.getByRole("row", { name: /^labeling 0/ }).or(page.getByRole("row", { name: /^labeling/ })).first().waitFor();
  assert.deepEqual(await findings("account"), []);

  const other = `Eve ${Date.now().toString(36)}`;
  const people = page.locator("section", { has: page.getByRole("heading", { name: "People" }) });
  await people.getByLabel("Name", { exact: true }).fill(other);
  await people.getByLabel("First password").fill("a long first password");
  await people.getByRole("combobox", { name: "Role", exact: true }).selectOption("viewer");
  await people.getByRole("button", { name: "Add", exact: true }).click();
  await people.getByLabel(`Role of ${other}`).waitFor();
  assert.ok(await people.getByText(other, { exact: true }).evaluate((name) => name.clientWidth > 0 && name.scrollWidth <= name.clientWidth), "the name is not whole beside the role");
  // Every room's name is in reach beside one's own, on every screen.
  const made = await page.request.post(`${url}/api/v1/projects`, { data: { name: `To look at ${other}`, task: "detection", labels: ["raccoon"] } });
  const { id: project } = await made.json();
  await go(`/p/${project}`);
  for (const [width, height] of [[820, 1180], [1024, 768], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    const settings = await page.getByRole("link", { name: "Settings", exact: true }).boundingBox();
    assert.ok(settings.x >= 0 && settings.x + settings.width <= width, `Settings is out of sight at ${width}`);
  }
  await go("/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  // Nothing has failed: neither the form nor what lies under it says so.
  assert.equal(await page.getByRole("dialog").getByText("You are no longer signed in").count(), 0);
  assert.equal(await page.locator(".notice.bad").count(), 0);
  await page.getByLabel("Name", { exact: true }).fill(other);
  await page.getByLabel("Password", { exact: true }).fill("a long first password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText(`${other}, viewer`).waitFor();
  assert.equal(await page.getByRole("heading", { name: "People" }).count(), 0);
  assert.equal(await page.getByRole("heading", { name: "Messages between services" }).count(), 0);

  // Who may only look is told so, in plain words, and has no button that would be refused.
  await go(`/p/${project}/label`);
  await page.getByText("You may look, but not change anything").waitFor();
  await go(`/p/${project}/train`);
  await page.getByRole("button", { name: "Train now" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Train now" }).isDisabled());
  await go(`/p/${project}`);
  await page.getByRole("link", { name: "COCO" }).waitFor();
  assert.equal(await page.getByRole("region", { name: "Next" }).getByRole("link").count(), 0);
}
