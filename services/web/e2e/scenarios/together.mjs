// Two people, each at a browser of their own, on one image.
import assert from "node:assert/strict";

export const title = "Two browsers on one image: other boxes are joined, the same box waits for a person, nothing is lost";

export async function run({ person, api, photos }) {
  const { id: project } = await api.project("Together", ["raccoon", "bin"]);
  const photo = photos[0];
  await api.upload(project, [photo]);
  const [image] = await api.until("the photograph is there", async () => {
    const images = await api.images(project);
    return images.length > 0 ? images : null;
  });
  const [{ x, y, width, height }] = photo.boxes;
  const small = { x: 5, y: 5, width: image.width * 0.2, height: image.height * 0.15 };
  // Refused because somebody was quicker: the answer that the merge starts from.
  const hears = (text) => text.includes("412");
  const [ana, ben] = [await person({ hears }), await person({ hears })];
  for (const one of [ana, ben]) {
    await one.go(`/p/${project}/label/${image.id}`);
    await one.hand.sees(photo.name);
  }

  await ana.hand.draw(image, { x, y, width, height });
  await ana.hand.saved();
  await ben.hand.draw(image, small);
  await ben.page.getByText("With 1 change by somebody else").waitFor();
  await ben.hand.boxes(2);
  await api.until("both boxes are saved", async () => (await api.boxes(image.id)).length === 2);

  // Now both move the same box: Ana first.
  await ana.page.reload();
  await ana.hand.sees(photo.name);
  await ana.hand.boxes(2);
  const edge = async (one, by) => {
    const at = await one.hand.fit(image);
    const [right, middle] = at(small.x + small.width, small.y + small.height / 2);
    await one.hand.drag([right, middle], [right + by, middle]);
  };
  await edge(ana, 40);
  await ana.hand.saved();
  await api.until("Ana's edge is saved", async () => (await api.boxes(image.id)).some((one) => one.box.width > small.width + 10 && one.box.x < 10));
  await edge(ben, 90);
  await ben.page.getByTestId("receipt").filter({ hasText: "Needs you: 1 image" }).click();
  await ben.page.getByRole("button", { name: /keep both|both/i }).first().click();
  await ben.page.keyboard.press("Escape");
  const boxes = await api.until("both versions are kept", async () => {
    const all = await api.boxes(image.id);
    return all.length === 3 ? all : null;
  });
  assert.equal(new Set(boxes.map((one) => Math.round(one.box.width))).size, 3);
  const { items } = await api.get(`/images/${image.id}/revisions?limit=20`);
  const first = items.find((one) => one.revision === 1).annotations[0].id;
  assert.ok(boxes.some((one) => one.id === first), "the first box is the same one in every version");
  assert.ok(items.length >= 4, "history holds every version");
}
