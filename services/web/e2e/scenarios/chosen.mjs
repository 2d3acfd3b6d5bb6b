// Review of chosen suggestions: by score, class and neighbours, kept in the address, exclusive, with what is left of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export const title = "Audit with a filter: only what matches comes, how many are left, what is put down is free for others, nothing left leads on; axe finds nothing serious";
export const needsOwnProduct = true;
const Count = 12;
/** Of the suggestions those with this score and more, in percent. */
const [From, Sure] = [60, 6];

export async function run({ person, api, photos, product }) {
  const { id: project } = await api.project("Chosen", ["raccoon", "bin", "tree"]);
  await api.upload(project, photos.slice(0, Count));
  await api.until("the photographs are there", async () => (await api.counts(project)).unlabeled === Count);
  suggest(product.data, project);
  const all = (await api.get(`/projects/${project}/boxes?limit=100`)).items;
  const chosen = new Set(all.filter((box) => box.score >= From / 100).map((box) => box.imageId));
  assert.deepEqual([all.length, chosen.size], [Count, Sure]);

  // The model that is said to have suggested them is not there to be asked about its calibration.
  const hears = (complaint) => complaint.includes("404");
  const [ana, ben] = [await person({ hears }), await person({ hears })];
  const { page, hand } = ana;
  await ana.go(`/p/${project}/audit`);
  await hand.live();
  const [from, ofClass, count] = [page.getByLabel("Score, from"), page.getByRole("combobox", { name: /^Class/ }), page.getByTestId("left")];
  const says = (n) => count.filter({ hasText: `${n} image${n === 1 ? "" : "s"} left with this filter` }).waitFor();
  const isNothing = () => page.getByRole("heading", { name: "Nothing is left with this filter" }).waitFor();
  await from.focus();
  await page.keyboard.type(String(From));
  await says(Sure);
  assert.equal(await from.inputValue(), String(From), "the keys stay in the field until it is left");
  await hand.press("Enter");
  await hand.live();
  assert.equal(new URL(page.url()).searchParams.get("from"), String(From / 100));
  assert.ok(chosen.has(await hand.shownId()));

  // A link opens the filter; all that it lets through is reserved for the other.
  await ben.go(`/p/${project}/audit${new URL(page.url()).search}`);
  await ben.page.getByText("The rest is reserved").waitFor();

  const [first, firstId] = [await hand.shownName(), await hand.shownId()];
  await hand.press("a");
  await page.locator(".stage-head b", { hasText: first }).waitFor({ state: "detached" });
  await says(Sure - 1);
  await hand.live();
  assert.ok(chosen.has(await hand.shownId()));
  assert.deepEqual(await ana.findings("audit with a filter"), []);

  // By keys through the classes to one that is never suggested: the list keeps the focus, and what was put down is free.
  await ofClass.focus();
  await hand.press("ArrowDown", "ArrowDown", "ArrowDown");
  await isNothing();
  assert.equal(await ofClass.evaluate((list) => document.activeElement === list && list.selectedOptions[0].text), "tree");
  assert.equal(new URL(page.url()).pathname, `/p/${project}/audit`);
  assert.deepEqual(await ana.findings("nothing left with a filter"), []);
  await ben.page.getByRole("button", { name: "Look again" }).click();
  await ben.hand.live();
  assert.ok(chosen.has(await ben.hand.shownId()));

  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await hand.live();
  assert.equal(new URL(page.url()).search, "");
  assert.ok(!chosen.has(await hand.shownId()), "the others have those");

  // What was decided under the filter before is taken back as ever.
  await hand.press("Control+z");
  await hand.sees(first);
  await api.until("it is a suggestion again", async () => (await api.get(`/images/${firstId}/annotations`)).state === "auto");

  // No other photograph of this yard shows a bin.
  await ben.go("/");
  await api.until("the images are given back", async () => (await api.get(`/projects/${project}/queue/claims`)).items.length === 1);
  await api.until("they are compared", async () => (await api.get(`/projects/${project}/queue?purpose=review&unlikeNeighbours=true`)).remaining === 1);
  const unlike = page.getByRole("button", { name: "Unlike similar images" });
  await unlike.hover();
  const [hint, button] = [await page.locator(".hint-box").boundingBox(), await unlike.boundingBox()];
  assert.ok(hint.y >= button.y + button.height, "the words lie over the bars above");
  await unlike.click();
  await page.locator(".hint-box").waitFor({ state: "detached" });
  await says(1);
  assert.equal(await page.locator(".hint-box").count(), 0, "the words came back");
  await hand.live();
  assert.equal(await hand.shownId(), all.find((box) => box.label === "bin").imageId);
}

function suggest(data, project) {
  const sql = readFileSync(new URL("chosen.sql", import.meta.url), "utf8").replaceAll("$data", data).replaceAll("$project", project.toUpperCase()).replaceAll("$count", String(Count));
  const { status, stderr } = spawnSync("sqlite3", ["-bail", ":memory:"], { input: sql, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}
