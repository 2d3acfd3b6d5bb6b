// suite.mjs REPORT STUDIO PRODUCT IMAGES [SCENARIO...]: every scenario in a real browser on the real product (the built standalone one in the folder PRODUCT, with the
// built studio in STUDIO and the raccoon set in IMAGES); writes the CTRF report REPORT.json and, of a failure, a screenshot beside it.
// STUDIO_URL set: on the product that runs there instead (a cluster), signed in as STUDIO_NAME with STUDIO_PASSWORD, with SIGHTLOOP_API_KEY for what is asked of the
// API; scenarios that kill or fill the product are left out.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Api } from "./api.mjs";
import { launch, Person } from "./browser.mjs";
import { Product } from "./product.mjs";
import { raccoons } from "./truth.mjs";

const [report, studio, folder, images, ...wanted] = process.argv.slice(2);
/** Side by side, each lane in its order: what the second does fits beside the training of the first. */
const Lanes = [["loop", "steps", "overtaken", "wall", "rooms", "promise"], ["document", "forms", "images", "together", "tabs", "beside", "chosen", "picked", "dialogs", "pen", "swept", "tracks", "live", "account", "turn"]];
/** They kill the product, or measure how quick it is. */
const Alone = ["away", "killed", "workshop", "many"];
const product = process.env.STUDIO_URL ? null : await Product.start(folder, studio, `${report}.product.log`);
const url = process.env.STUDIO_URL ?? product.url;
const browser = await launch(["--host-resolver-rules=MAP *.test 127.0.0.1", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
const [photos, morePhotos] = [raccoons(images, 40), raccoons(images, 80).slice(40)];
const scene = {
  url, product, photos, morePhotos, browser, images, api: new Api(url, process.env.SIGHTLOOP_API_KEY), place: dirname(report),
  /** What one scenario leaves for the next: the project with a trained model. */
  left: {},
};
const tests = [];
await Promise.all(Lanes.map(inOrder));
await inOrder(Alone);
await browser.close();
await product?.end();
writeFileSync(`${report}.json`, JSON.stringify({ results: { tests } }));
process.exit(tests.some((test) => test.status === "failed") ? 1 : 0);

async function inOrder(names) {
  for (const name of names.filter((one) => wanted.length === 0 || wanted.includes(one))) await play(name);
}

async function play(name) {
  const { title: plain, needsOwnProduct, needsAccounts, run } = await import(`./scenarios/${name}.mjs`);
  const title = product ? plain : `${plain}, on a cluster`;
  if ((needsOwnProduct && !product) || (needsAccounts && !process.env.STUDIO_PASSWORD)) return;
  const started = Date.now();
  const people = [];
  const person = async (options) => {
    const one = await Person.sit(browser, options?.at ?? url, options);
    people.push(one);
    return one;
  };
  let message;
  try {
    await run({ ...scene, person });
    for (const one of people) await one.leave();
  } catch (error) {
    message = error.stack ?? String(error);
    for (const [i, one] of people.entries()) {
      await one.page.screenshot({ path: join(scene.place, `${name}-${i}.png`) }).catch(() => {});
      message += `\n${one.complaints.join("\n")}`;
      await one.context.close().catch(() => {});
    }
  }
  const duration = Date.now() - started;
  console.log(`${message ? "FAILED" : "ok    "} ${title}, ${(duration / 1000).toFixed(1)} s${message ? `\n${message}` : ""}`);
  tests.push({ name: title, status: message ? "failed" : "passed", duration, message });
}
