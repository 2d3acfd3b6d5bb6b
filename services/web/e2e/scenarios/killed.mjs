// The server is killed in the middle of labelling: no finished box is lost, whether the tab stays open or not.
import assert from "node:assert/strict";

export const title = "The server is killed in the middle of labelling: no box is lost";
export const needsOwnProduct = true;

export async function run({ person, api, photos, product }) {
  const { id: project } = await api.project("Killed", ["raccoon", "bin"]);
  await api.upload(project, photos.slice(0, 4));
  await api.until("the photographs are there", async () => (await api.counts(project)).unlabeled === 4);
  const truth = new Map(photos.map((photo) => [photo.name, photo]));
  const refused = (text) => /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|Failed to load resource|EventSource/.test(text);
  const { page, hand, go } = await person({ hears: refused });
  await go(`/p/${project}/label`);
  await hand.live();

  const sizes = new Map((await api.images(project)).map((image) => [image.id, image]));
  const drawn = new Map();
  const draw = async () => {
    await hand.live();
    const [name, id] = [await hand.shownName(), await hand.shownId()];
    const { boxes } = truth.get(name);
    for (const [n, box] of boxes.entries()) await hand.draw(sizes.get(id), box, boxes.slice(0, n));
    await hand.boxes(boxes.length);
    drawn.set(id, boxes.length);
  };

  // Drawn, and killed before it is quiet enough to be sent.
  await draw();
  await product.kill();
  await page.getByTestId("receipt").filter({ hasText: "Kept on this computer: 1 image" }).waitFor();
  await hand.press("a");
  await draw();
  await hand.press("a");
  await page.getByTestId("receipt").filter({ hasText: "Kept on this computer: 2 images" }).waitFor();

  // The tab is closed as well, with the work in it; the server comes back, the person too.
  await page.close();
  await product.begin();
  const again = await page.context().newPage();
  await again.goto(`${product.url}/p/${project}/label`);
  await again.getByTestId("receipt").filter({ hasText: /^Saved/ }).waitFor();
  for (const [id, count] of drawn) {
    await api.until("what was drawn while it was away has arrived", async () => (await api.boxes(id)).length === count);
  }
  assert.equal(drawn.size, 2);
  assert.equal((await api.counts(project)).labeled, 2);
}
