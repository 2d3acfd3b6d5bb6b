// The server is away: every room says so and goes on by itself, and what was said on the wall survives even a closed tab.
import assert from "node:assert/strict";

export const title = "The server is away: the rooms say so and recover, verdicts of the wall survive a closed tab";
export const needsOwnProduct = true;

export async function run({ person, api, left, product }) {
  assert.ok(left.project, "needs the project of the loop");
  const refused = (text) => /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|Failed to load resource|EventSource/.test(text);
  const { page, hand, go } = await person({ hears: refused });
  const open = async () => (await api.get(`/projects/${left.project}/boxes/counts`)).items.reduce((sum, one) => sum + one.open, 0);
  await go(`/p/${left.project}/audit/wall?label=all&of=all`);
  await page.getByTestId("accept-page").and(page.locator(":enabled")).waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".crop.unseen").length === 0);
  const before = await open();
  await page.locator(".wall-grid [data-box]").first().click();
  await product.kill();
  await hand.press("a");
  await page.getByText("No answer: kept on this computer").waitFor();
  await page.getByRole("alert").filter({ hasText: "The server does not answer" }).waitFor();
  await page.close();

  await product.begin();
  const again = await page.context().newPage();
  await again.goto(`${product.url}/p/${left.project}/effort`);
  await api.until("the verdicts have arrived", async () => (await open()) < before);
  await again.getByText("What people did").waitFor();

  const banner = again.getByRole("alert").filter({ hasText: "The server does not answer" });
  await product.kill();
  await banner.waitFor();
  await again.getByRole("button", { name: "Try now" }).click();
  await product.begin();
  await banner.waitFor({ state: "detached" });
  await again.getByRole("link", { name: "Train", exact: true }).click();
  await again.getByRole("button", { name: "Train now" }).and(again.locator(":enabled")).waitFor();
}
