// A film clip: imported in the browser, its things decided by track.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const title = "A clip is imported, and what moves through it is decided by track, split and taken back";
const Seconds = 5;

export async function run({ person, api, images, place }) {
  const film = join(images, "../clips/car-detection.mp4");
  assert.ok(existsSync(film), `needs ${film}`);
  const cut = join(place, "clip.mp4");
  const { status, stderr } = spawnSync("ffmpeg", ["-y", "-loglevel", "error", "-i", film, "-t", String(Seconds), "-c", "copy", cut], { encoding: "utf8" });
  assert.equal(status, 0, stderr);

  const { id: project, labels } = await api.project("Street", ["car", "bus"]);
  const { page, hand, go } = await person();
  await go(`/p/${project}/tracks`);
  await page.getByRole("main").getByRole("link", { name: "Import" }).click();
  await page.getByLabel(/leave out near-identical/).uncheck();
  await page.getByTestId("files").setInputFiles([{ name: "street.mp4", mimeType: "video/mp4", buffer: readFileSync(cut) }]);
  await page.getByText(/\d images taken out/).waitFor();
  const frames = await api.until("its frames are there", async () => {
    const all = await api.images(project, "&sort=oldest");
    return all.length >= Seconds ? all : null;
  });

  // A car drives by; a person drew it on the first, third and fourth frame.
  const car = (i) => ({ label: labels[0].id, box: { x: 60 + 40 * i, y: 120, width: 160, height: 110 } });
  for (const i of [0, 2, 3]) await api.label(frames[i].id, { done: true, annotations: [car(i)] });
  await go(`/p/${project}/tracks`);
  const row = page.getByRole("region", { name: /^car, 4 frames/ });
  await row.waitFor();
  assert.equal(await row.locator("[data-origin=carried]").count(), 1);

  await hand.press("ArrowRight", "Enter");
  await page.getByRole("dialog").locator("image").waitFor();
  await hand.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await hand.press("a");
  await page.getByText("Every track is decided").waitFor();
  const carried = await api.boxes(frames[1].id);
  assert.equal(carried.length, 1);
  assert.ok(Math.abs(carried[0].box.x - 100) < 2, `between its neighbours: ${carried[0].box.x}`);

  await hand.press("Control+z");
  await row.waitFor();
  assert.equal((await api.boxes(frames[1].id)).length, 0);
  await hand.press("ArrowRight", "ArrowRight", "t");
  await page.getByText("Split into two rows").waitFor();
  await page.getByLabel("only what is open").uncheck();
  await api.until("two things", async () => {
    const [clip] = (await api.get(`/projects/${project}/clips`)).items;
    return (await api.get(`/projects/${project}/clips/${clip.id}/tracks`)).items.length === 2;
  });
}
