// pictures.mjs STUDIO PRODUCT IMAGES FOLDER [SECONDS]: the README's pictures: the raccoon set, 60 labelled by its truth, one training of SECONDS (120), the rest suggested by the
// model. Into FOLDER as PNG; `ffmpeg -i label.png -quality 82 label.webp` makes them small.
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "./api.mjs";
import { launch, Person } from "./browser.mjs";
import { Product } from "./product.mjs";
import { raccoons } from "./truth.mjs";

const [studio, program, images, folder, seconds = "120"] = process.argv.slice(2);
const ByHand = 60;
mkdirSync(folder, { recursive: true });
const product = await Product.start(program, studio, join(tmpdir(), "sightloop-pictures.log"));
const browser = await launch();
try {
  const api = new Api(product.url);
  const photos = raccoons(images, 110);
  const truth = new Map(photos.map((photo) => [photo.name, photo.boxes]));
  const { id: project, labels } = await api.project("Raccoons in the yard", ["raccoon", "bin"]);
  await api.upload(project, photos);
  const all = await api.until("all are there", async () => {
    const listed = await api.images(project);
    return listed.length > 100 ? listed : null;
  });
  for (const image of all.slice(0, ByHand)) {
    await api.label(image.id, { done: true, durationMs: 9000, annotations: truth.get(image.name).map((box) => ({ label: labels[0].id, box })) });
  }
  const training = await api.post(`/projects/${project}/trainings`, { budgetSeconds: Number(seconds) });
  await api.job("trainings", training.id);
  const [model] = (await api.get(`/projects/${project}/models`)).items;
  await api.post(`/models/${model.id}/promote`);
  const run = await api.post(`/projects/${project}/autolabels`, { modelId: model.id });
  await api.job("autolabels", run.id);
  await api.until("suggested", async () => (await api.counts(project)).auto > 20);
  console.log(`model: AP50 ${model.metrics.ap50}`);

  const p = `/p/${project}`;
  for (const theme of ["light", "dark"]) {
    const person = await Person.sit(browser, product.url, { theme });
    const picture = async (name, path, prepare = async () => {}) => {
      await person.go(path);
      await person.page.waitForLoadState("networkidle").catch(() => undefined);
      await prepare(person);
      await person.page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    };
    await picture("overview", p);
    await picture("label", `${p}/label/${all[3].id}`, async ({ hand }) => { await hand.live(); await hand.press("s"); });
    await picture("audit", `${p}/audit`, async ({ hand, page }) => {
      for (let i = 0; i < 5 && (await hand.live(), await page.locator("[data-box]").count()) === 0; i += 1) await hand.press("f");
      await hand.press("s");
    });
    await picture("wall", `${p}/audit/wall`);
    await picture("images", `${p}/images`);
    await picture("train", `${p}/train`);
    await picture("models", `${p}/models/${model.id}`);
    await picture("effort", `${p}/effort`);
    await person.context.close();
  }
} finally {
  await browser.close();
  await product.end();
}
