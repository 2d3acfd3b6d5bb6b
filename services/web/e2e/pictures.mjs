// pictures.mjs STUDIO PRODUCT FOLDER [SECONDS]: the README's pictures, of the studio's own example (washers and nuts, nobody's photographs): half of it labelled by its truth, one
// training of SECONDS (90), the rest suggested by the model. Into FOLDER (docs/studio) as WebP of less than 150 KB, through ffmpeg.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "./api.mjs";
import { launch, Person } from "./browser.mjs";
import { Product } from "./product.mjs";

const [studio, program, folder, seconds = "90"] = process.argv.slice(2);
const ByHand = 16;
const MostBytes = 150_000;
mkdirSync(folder, { recursive: true });
const place = mkdtempSync(join(tmpdir(), "sightloop-pictures-"));
const product = await Product.start(program, studio, join(place, "product.log"));
const browser = await launch();
try {
  const api = new Api(product.url);
  const painter = await Person.sit(browser, product.url);
  await painter.context.addInitScript(watchThePainter);
  await painter.go("/");
  await painter.page.getByRole("button", { name: "Open a small example" }).first().click();
  await painter.page.waitForURL(/\/label/);
  const project = new URL(painter.page.url()).pathname.split("/")[2];
  const truth = await painter.page.evaluate(() => globalThis.painted);
  await api.ask("PATCH", `/projects/${project}`, { name: "Washers and nuts", settings: { automaticTraining: { enabled: false } } });
  const { labels } = await api.get(`/projects/${project}`);
  const all = await api.until("all are there", async () => {
    const listed = await api.images(project, "&sort=name");
    return listed.length === truth.length ? listed : null;
  });
  await painter.context.close();
  const labelled = all.slice(0, ByHand);
  for (const [i, image] of labelled.entries()) {
    await api.label(image.id, { done: true, durationMs: 9000, annotations: truth[i].map(({ kind, ...box }) => ({ label: labels[kind].id, box })) });
  }
  const training = await api.post(`/projects/${project}/trainings`, { budgetSeconds: Number(seconds) });
  await api.job("trainings", training.id);
  const [model] = (await api.get(`/projects/${project}/models`)).items;
  await api.post(`/models/${model.id}/promote`);
  const run = await api.post(`/projects/${project}/autolabels`, { modelId: model.id });
  await api.job("autolabels", run.id);
  await api.until("suggested", async () => (await api.counts(project)).auto >= all.length - ByHand - 1);
  console.log(`model: AP50 ${model.metrics.ap50}`);

  const p = `/p/${project}`;
  await picture("label", "light", `${p}/label/${labelled[3].id}`, async ({ hand }) => { await hand.live(); await hand.press("s"); });
  await picture("audit", "dark", `${p}/audit`, async ({ hand }) => { await hand.live(); await hand.press("s"); });
  await picture("wall", "light", `${p}/audit/wall?label=all`, ({ page }) => page.waitForFunction(() => document.querySelectorAll(".crop").length > 8 && document.querySelectorAll(".crop.unseen").length === 0));
  await picture("train", "light", `${p}/train`);
  await picture("models", "dark", `${p}/models/${model.id}`);
  await picture("my-keys", "light", "/settings/keys");
} finally {
  await browser.close();
  await product.end();
}

async function picture(name, theme, path, prepare = async () => {}) {
  const person = await Person.sit(browser, product.url, { theme });
  await person.go(path);
  await person.quiet();
  await prepare(person);
  await person.page.screenshot({ path: join(place, `${name}.png`) });
  await person.context.close();
  const out = join(folder, `${name}.webp`);
  for (const quality of [85, 75, 65, 50]) {
    const { status, stderr } = spawnSync("ffmpeg", ["-y", "-loglevel", "error", "-i", join(place, `${name}.png`), "-quality", String(quality), out], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    if (statSync(out).size < MostBytes) break;
  }
  console.log(`${out} ${Math.round(statSync(out).size / 1000)} KB`);
}

/** The example's parts as they are painted: the hole of each is an arc drawn against the clock, of 0.45 of its size; a nut's outline has corners. */
function watchThePainter() {
  globalThis.painted = [];
  let [parts, corners] = [[], 0];
  const { arc, lineTo } = CanvasRenderingContext2D.prototype;
  const { toBlob } = HTMLCanvasElement.prototype;
  CanvasRenderingContext2D.prototype.lineTo = function (...at) { corners += 1; return lineTo.apply(this, at); };
  CanvasRenderingContext2D.prototype.arc = function (x, y, radius, from, to, againstClock) {
    const r = radius / 0.45;
    if (againstClock) parts.push({ kind: corners > 0 ? 1 : 0, x: x - r, y: y - r, width: 2 * r, height: 2 * r });
    if (againstClock) corners = 0;
    return arc.call(this, x, y, radius, from, to, againstClock);
  };
  HTMLCanvasElement.prototype.toBlob = function (...how) { globalThis.painted.push(parts); parts = []; return toBlob.apply(this, how); };
}
