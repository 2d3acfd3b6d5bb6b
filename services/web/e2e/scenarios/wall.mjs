// The wall of crops: two people at once, one page decided, taken back.
import assert from "node:assert/strict";

export const title = "The wall: two people get different images, a page is decided with one picked out, and taken back";

export async function run({ person, api, left }) {
  assert.ok(left.project, "needs the project of the loop");
  const [ana, ben] = [await person(), await person()];
  await ana.go(`/p/${left.project}/audit/wall?label=all`);
  const crops = ana.page.locator(".wall-grid [data-box]");
  await ana.page.getByTestId("accept-page").and(ana.page.locator(":enabled")).waitFor();
  await ben.go(`/p/${left.project}/audit/wall?label=all`);
  await ben.page.locator(".wall-grid [data-box], .wall-area .empty").first().waitFor();
  // A planted crop is no box of the project: two people may meet the same one, and it may not come again.
  const real = new Set((await api.get(`/projects/${left.project}/boxes?limit=1000`)).items.map((box) => box.id));
  const shown = async ({ page }) => new Set((await page.locator(".wall-grid [data-box]").evaluateAll((all) => all.map((one) => [one.getAttribute("data-box"), one.getAttribute("data-image")])))
    .filter(([box]) => real.has(box)).map(([, image]) => image));
  const [mine, theirs] = [await shown(ana), await shown(ben)];
  assert.ok(mine.size > 0);
  assert.ok([...mine].every((image) => !theirs.has(image)), "an image on both walls");

  // Every crop has to be seen before it can be accepted.
  await ana.page.waitForFunction(() => document.querySelectorAll(".crop.unseen").length === 0);
  const count = await crops.count();
  const judged = async () => (await api.get(`/projects/${left.project}/boxes/counts`)).items.reduce((sum, one) => sum + one.open, 0);
  const open = await judged();
  const wrong = (await crops.evaluateAll((all) => all.map((one) => one.getAttribute("data-box")))).find((id) => real.has(id));
  await ana.page.locator(`[data-box="${wrong}"]`).click();
  await ana.page.getByRole("button", { name: new RegExp(count > 1 ? `Accept the other ${count - 1}` : "Save 1 picked out") }).waitFor();
  await ana.hand.press("a");
  await api.until("the page is decided", async () => (await judged()) < open);
  await ana.page.locator(`[data-box="${wrong}"]`).waitFor({ state: "detached" });
  await ana.hand.press("Control+z");
  await ana.page.getByText(`Page taken back: ${count - 1} accepted, 1 picked out`).waitFor();
  await ana.page.locator(`[data-box="${wrong}"].picked`).waitFor();
  await api.until("all are open again", async () => (await judged()) === open);
}
