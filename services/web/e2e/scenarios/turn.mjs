// A program with an API key of its own takes raccoons once around the loop: the machine's part too, which on a cluster crosses every service.
import assert from "node:assert/strict";
import { Api } from "../api.mjs";

export const title = "A program with an API key turns the loop once: upload, label, train, suggest, review, predict";
/** API keys are there with accounts only. */
export const needsAccounts = true;
const ByHand = 6;
const Scopes = ["read", "annotate", "train", "predict"];

export async function run({ url, api: admin, photos }) {
  const made = await admin.post("/keys", { name: "a turn", scopes: Scopes });
  const [api, reader] = [new Api(url, made.key), new Api(url, (await admin.post("/keys", { name: "looks only", scopes: ["read"] })).key)];
  const taken = photos.slice(0, 10);
  const { id: project } = await api.project("A turn", ["raccoon"]);
  await assert.rejects(reader.upload(project, taken), /403 .*scope annotate/);

  const { items } = await api.upload(project, taken);
  const ids = [...new Set(items.map((item) => item.id))];
  const truth = new Map(items.map((item, i) => [item.id, taken[i].boxes]));
  await api.until("all images are listed", async () => (await api.counts(project)).unlabeled === ids.length);
  const claim = await api.post(`/projects/${project}/queue/claims`, { purpose: "label", limit: ByHand });
  for (const { id } of claim.items) {
    await api.label(id, { annotations: truth.get(id).map(({ x, y, width, height }) => ({ label: "raccoon", box: { x, y, width, height } })), done: true, durationMs: 3000 });
  }
  await api.until("they are labelled", async () => (await api.counts(project)).labeled === ByHand);

  await assert.rejects(reader.post(`/projects/${project}/trainings`, {}), /403 .*scope train/);
  const training = await api.post(`/projects/${project}/trainings`, { imageSize: 160, epochs: 2 });
  const { result } = await api.job("trainings", training.id);
  const run = await api.post(`/projects/${project}/autolabels`, { modelId: result.modelId });
  const labelled = await api.job("autolabels", run.id);
  assert.equal(labelled.result.labeled, ids.length - ByHand);
  await api.until("the suggestions are there", async () => (await api.counts(project)).auto === ids.length - ByHand);

  const [accepted, corrected] = (await api.get(`/projects/${project}/queue?purpose=review&limit=10`)).items.map((item) => item.id);
  for (const [id, decision] of [[accepted, "accept"], [corrected, "correct"]]) {
    const { proposalId } = await api.get(`/images/${id}/annotations`);
    const annotations = decision === "correct" ? truth.get(id).map(({ x, y, width, height }) => ({ label: "raccoon", box: { x, y, width, height } })) : undefined;
    await api.post(`/images/${id}/review`, { decision, proposalId, annotations, durationMs: 1500 });
  }
  await api.until("both are decided", async () => (await api.counts(project)).labeled === ByHand + 2);
  assert.equal((await api.boxes(corrected)).length, truth.get(corrected).length);

  await api.post(`/models/${result.modelId}/promote`);
  const form = new FormData();
  form.append("file", new Blob([photos[11].bytes], { type: "image/jpeg" }), photos[11].name);
  const prediction = await api.post(`/projects/${project}/predict?threshold=0.05`, form);
  assert.equal(prediction.modelId, result.modelId);
  assert.ok(prediction.detections.every((one) => one.label === "raccoon" && one.box.width > 0 && one.score >= 0.05));
  await assert.rejects(reader.post(`/projects/${project}/predict`, form), /403 .*scope predict/);
  await api.until("the trail tells who did it", async () => {
    const trail = (await api.get(`/projects/${project}/trail?limit=200`)).items;
    const kinds = trail.map((entry) => entry.kind);
    return kinds.filter((kind) => kind === "review decided").length === 2 && kinds.filter((kind) => kind === "labels saved").length === ByHand && kinds.includes("model promoted")
      && trail.filter((entry) => entry.kind === "review decided").every((entry) => entry.actor === "admin (key a turn)");
  });
}
