// Steps for one image on the screen until the next one shows, as steps.json says them: no tool, no click and no key more.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { accessible, freePlus, onOneWay, sideBySide } from "../ground.mjs";
import { shot } from "../shot.mjs";

export const title = "Corrections take the steps that were promised";
const MostBoxes = 8;
/** One for every correction, and some that have no free ground. */
const FewestImages = 12;
const promised = new Map(JSON.parse(readFileSync(new URL("../steps.json", import.meta.url), "utf8")).cases.map((one) => [one.case, one]));

export async function run({ person, api, left, morePhotos }) {
  assert.ok(left.project, "needs the project of the loop");
  // What is shown of suggestions follows the reviews: enough images are there for those that come to show nothing.
  await api.upload(left.project, morePhotos);
  await api.until("the photographs are there", async () => (await api.counts(left.project)).unlabeled >= morePhotos.length / 2);
  await suggestions(api, left.project);
  const { page, hand, go } = await person();
  await go(`/p/${left.project}/audit`);

  const choose = await studiosOwn("canvas/nearlyMarked");
  const allOf = async (image) => (await api.get(`/images/${image.id}/annotations`)).annotations.map(({ box, score, tier }) => ({ ...box, score, ghost: tier === "ghost" }));
  const nearlyMarked = async (image) => {
    const boxes = await allOf(image);
    return choose(boxes.filter((box) => box.ghost), boxes.filter((box) => !box.ghost));
  };
  const onNext = async (name, act, suits = () => true) => {
    const image = await nextWithBoxes(suits);
    const before = (await api.boxes(image.id)).map((one) => one.box);
    const after = await act({ image, at: await hand.fit(image), boxes: before });
    await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
    hand.took(counts(name), name);
    await after(image, before);
  };

  /** Upper right corners of what is nearly marked on the image at hand: what is pressed or named there is another box. */
  let [pluses, zoom] = [[], 1];
  const ground = (boxes, image) => accessible(boxes, image, zoom, pluses);
  /** An image with at least one suggestion that has ground beside it; others are left for later. */
  const nextWithBoxes = async (suits = () => true) => {
    for (let i = 0; i < 40; i += 1) {
      await hand.live();
      const image = await api.get(`/images/${await hand.shownId()}`);
      const boxes = (await api.boxes(image.id)).map((one) => one.box);
      ({ zoom } = await hand.fit(image));
      pluses = (await nearlyMarked(image)).map((one) => [one.x + one.width, one.y]);
      if (boxes.length > 0 && boxes.length <= MostBoxes && ground(boxes, image) && await suits(image, boxes)) {
        hand.rest();
        return image;
      }
      await hand.press("f");
      await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
    }
    throw new Error("No image with a suggestion and free ground.");
  };
  const labeled = (image, count) => api.until(`${image.name} has ${count} boxes`, async () => {
    const set = await api.get(`/images/${image.id}/annotations`);
    return set.state === "labeled" && set.annotations.length === count ? set : null;
  });

  await onNext("all right", async () => {
    await hand.press("a");
    return (image, before) => labeled(image, before.length);
  });

  await onNext("false box", async ({ at, boxes, image }) => {
    await hand.hover(at(...ground(boxes, image).inside));
    await hand.press("x");
    await page.getByTestId("receipt").filter({ hasText: "Kept in this browser until you decide: 1 image" }).waitFor();
    await hand.press("a");
    return (_, before) => labeled(image, before.length - 1);
  });

  await onNext("wrong class", async ({ at, boxes, image }) => {
    const { box, inside } = ground(boxes, image);
    const labelAt = (annotations) => annotations.find((one) => ["x", "y", "width", "height"].every((side) => Math.abs(one.box[side] - box[side]) < 0.2)).label;
    const was = labelAt(await api.boxes(image.id));
    await hand.hover(at(...inside));
    await hand.press(was === "raccoon" ? "2" : "1", "a");
    return async (_, before) => assert.notEqual(labelAt((await labeled(image, before.length)).annotations), was);
  });

  await onNext("loose edge", async ({ at, boxes, image }) => {
    const { box } = ground(boxes, image);
    const [x, y] = at(box.x + box.width, box.y + box.height / 2);
    await hand.drag([x, y], [x - 12, y]);
    await hand.press("a");
    return async (_, before) => {
      const set = await labeled(image, before.length);
      assert.ok(set.annotations.some((one) => Math.abs(one.box.x - box.x) < 0.2 && one.box.width < box.width - 2), "an edge moved in");
    };
  });

  await onNext("missed object", async ({ at, boxes, image }) => {
    const { free } = ground(boxes, image);
    await hand.drag(at(...free), at(free[0] + image.width * 0.06, free[1] + image.height * 0.06));
    await hand.press("a");
    return (_, before) => labeled(image, before.length + 1);
  });

  const free = async (image, boxes) => freePlus(await nearlyMarked(image), boxes, image, zoom);
  await onNext("ghost taken", async ({ at, boxes, image }) => {
    const ghost = await free(image, boxes);
    await hand.click(at(ghost.x + ghost.width, ghost.y));
    await hand.press("a");
    return async (_, before) => {
      const set = await labeled(image, before.length + 1);
      assert.ok(set.annotations.some((one) => Math.abs(one.box.x - ghost.x) < 0.2 && Math.abs(one.box.width - ghost.width) < 0.2), "it is a label as it was");
    };
  }, async (image, boxes) => (await free(image, boxes)) !== undefined);

  /** Two by one held key; all of it taken back by one Ctrl+Z, and done again, which is what counts. */
  const inOneSweep = async (name, key, said, by, pairOn, before = () => undefined) => {
    // What was left for later comes again.
    await go(`/p/${left.project}/audit`);
    await onNext(name, async ({ at, boxes, image }) => {
      const two = await pairOn(image, boxes);
      await before(two, at);
      const sweep = () => hand.sweep(key, two.map((one) => at(...one.at)), async () => {
        await page.getByText(said).waitFor();
        await shot(page, name.replaceAll(" ", "-"));
      });
      const from = boxes.length - Math.min(by, 0);
      await hand.boxes(from);
      await sweep();
      await hand.boxes(from + by);
      await hand.press("Control+z");
      await hand.boxes(from);
      // What came back is selected, and would be what the key acts on.
      await hand.press("Escape");
      hand.rest();
      await sweep();
      await hand.press("a");
      return async (_, suggested) => {
        const { annotations } = await labeled(image, from + by);
        const isSaved = (box) => annotations.some((one) => ["x", "y", "width", "height"].every((side) => Math.abs(one.box[side] - box[side]) < 0.2));
        for (const { box } of two) assert.equal(isSaved(box), by > 0, `${name}: ${JSON.stringify(box)}`);
        assert.ok(suggested.every(isSaved), "the others are as they were");
      };
    }, async (image, boxes) => (await pairOn(image, boxes)) !== undefined);
  };
  await inOneSweep("ghosts taken in one sweep", "e", "2 added.", 2, async (image, boxes) => onOneWay(await nearlyMarked(image), { boxes, pluses, zoom }));

  // Those that come when there are more boxes too.
  const allPluses = async (image) => (await allOf(image)).filter((box) => box.ghost).map((one) => [one.x + one.width, one.y]);
  await inOneSweep("false boxes in one sweep", "x", "2 deleted.", -2,
    async (image, boxes) => sideBySide(ground(boxes, image).free, image, { pluses: await allPluses(image), zoom }),
    async (two, at) => {
      for (const { box } of two) {
        // From below: above it the name of the first lies.
        await hand.drag(at(box.x, box.y + box.height), at(box.x + box.width, box.y));
        await hand.press("Escape");
      }
    });

  await onNext("useless", async () => {
    await hand.press("r");
    return (image) => api.until(`${image.name} went back to labelling`, async () => (await api.get(`/images/${image.id}/annotations`)).state === "unlabeled");
  });

  await onNext("false box by keys", async () => {
    await hand.press("s", "x", "a");
    return (image, before) => labeled(image, before.length - 1);
  });

  await undoOverImages();
  await emptyImage();

  async function undoOverImages() {
    const image = await nextWithBoxes();
    await hand.press("a");
    await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
    hand.rest();
    await hand.press("Control+z");
    await hand.sees(image.name);
    hand.took(counts("taken back over images"), "taken back over images");
    await page.getByText(`Accept of ${image.name} taken back`).waitFor();
    await api.until("the suggestion is open again", async () => (await api.get(`/images/${image.id}/annotations`)).state === "auto");
    await hand.press("Control+Shift+z");
    await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
    assert.equal(await page.getByText(`Accept of ${image.name} taken back`).count(), 0, "it is accepted again, and still said to be taken back");
    await api.until("accepted again", async () => (await api.get(`/images/${image.id}/annotations`)).state === "labeled");
  }

  /** Label asks once whether there is nothing; whatever was rejected above is there to be labelled. */
  async function emptyImage() {
    await go(`/p/${left.project}/label`);
    await hand.live();
    const image = await api.get(`/images/${await hand.shownId()}`);
    await hand.boxes(0);
    hand.rest();
    await hand.press("a");
    await page.getByText("No box on this image").waitFor();
    await hand.press("a");
    await page.locator(".stage-head b", { hasText: image.name }).waitFor({ state: "detached" });
    hand.took(counts("nothing there, in Label"), "nothing there, in Label");
    await labeled(image, 0);
  }
}

/** Images with a few suggestions each, however good the model became in the time it had: the line is drawn where most images have them. */
async function suggestions(api, project) {
  const [model] = (await api.get(`/projects/${project}/models`)).items;
  const shown = async () => {
    const open = (await Promise.all(["auto", "unlabeled"].map((state) => api.images(project, `&state=${state}`)))).flat();
    return Promise.all(open.map((image) => api.get(`/images/${image.id}/annotations`)));
  };
  // A run is over before all that it says is heard: every image has its word when it has another suggestion than before.
  const label = async (threshold) => {
    const before = new Set((await shown()).map((set) => set.proposalId));
    const run = await api.post(`/projects/${project}/autolabels`, { modelId: model.id, threshold });
    await api.job("autolabels", run.id);
    return api.until("every image is suggested anew", async () => {
      const now = await shown();
      return now.every((set) => set.proposalId && !before.has(set.proposalId)) ? now : null;
    });
  };
  const scores = (await label(0.0005)).map((set) => set.annotations.map((one) => one.score));
  const few = (line) => scores.filter((one) => { const n = one.filter((score) => score >= line).length; return n > 0 && n <= MostBoxes; }).length;
  const line = scores.flat().reduce((best, score) => (few(score) > few(best) ? score : best), 1);
  assert.ok(few(line) >= FewestImages, `${few(line)} images with a few suggestions`);
  await label(line);
}

function counts(name) {
  const { hovers, clicks, drags, keys } = promised.get(name);
  return { hovers, clicks, drags, keys };
}

/** A function of the studio, by the name of its file. */
async function studiosOwn(path) {
  const { outputFiles: [code] } = await build({ entryPoints: [new URL(`../../src/${path}.ts`, import.meta.url).pathname], bundle: true, format: "esm", write: false });
  return (await import(`data:text/javascript,${encodeURIComponent(code.text)}`))[path.split("/").at(-1)];
}
