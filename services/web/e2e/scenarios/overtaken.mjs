// A suggestion that changes while somebody looks at it: what is accepted is what was shown, or nothing.
import assert from "node:assert/strict";

export const title = "Nobody accepts boxes that were never shown";

export async function run({ person, api, left }) {
  assert.ok(left.project, "needs the project of the loop");
  // The refusal is what this is about; the browser writes every answer of 400 and more to its console.
  const { page, hand, go } = await person({ hears: (text) => text.includes("409") });
  await go(`/p/${left.project}/audit`);
  await hand.live();
  const image = await api.get(`/images/${await hand.shownId()}`);
  const shown = (await api.get(`/images/${image.id}/annotations`)).proposalId;

  // The model is asked again and says something else meanwhile.
  const [model] = (await api.get(`/projects/${left.project}/models`)).items;
  const run = await api.post(`/projects/${left.project}/autolabels`, { modelId: model.id, threshold: 0.3, imageIds: [image.id] });
  await api.job("autolabels", run.id);
  const now = await api.until("there is a newer suggestion", async () => {
    const set = await api.get(`/images/${image.id}/annotations`);
    return set.proposalId !== shown ? set : null;
  });

  await hand.press("a");
  await page.getByText("changed meanwhile: nothing was saved").waitFor();
  const set = await api.get(`/images/${image.id}/annotations`);
  assert.deepEqual({ state: set.state, revision: set.revision }, { state: "auto", revision: 0 }, "nothing was accepted");

  // It comes again as the next one, with the new boxes, and can be decided.
  if ((await hand.shownId()) !== image.id) await hand.press("f");
  await hand.sees(image.name);
  await hand.boxes(now.annotations.filter((one) => one.tier !== "ghost").length);
  await hand.press("a");
  if (now.annotations.every((one) => one.tier === "ghost")) {
    await page.getByText("No box on this image").waitFor({ timeout: 500 }).then(() => hand.press("a"), () => undefined);
  }
  await api.until("the new suggestion is accepted", async () => (await api.get(`/images/${image.id}/annotations`)).state === "labeled");
}
