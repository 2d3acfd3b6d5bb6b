// One line to the server for everything that is on screen: the last card of many projects, and as many tabs as somebody leaves open.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";

export const title = "Every card of the projects page and every one of eight tabs is live";
const Projects = 7;
/** A browser holds six lines to one address. */
const Tabs = 8;

export async function run({ person, api, photos, url }) {
  const unique = Date.now().toString(36);
  const names = Array.from({ length: Projects }, (_, i) => `Live ${unique} ${i + 1}`);
  const projects = [];
  for (const name of names) projects.push((await api.project(name, ["raccoon"])).id);
  const [oldest] = projects;
  const { page, go, context } = await person();
  const address = (path) => new URL(path, url).href;
  const tab = async (path) => {
    const one = await context.newPage();
    one.setDefaultTimeout(20_000);
    await one.goto(address(path));
    return one;
  };
  await go("/");
  const card = (i, on = page) => on.locator(".project-card", { has: on.getByRole("heading", { name: names[i], exact: true }) });
  await card(0).getByText("No images yet: drop a folder to start").waitFor();
  const order = await page.locator(".project-card h2").allInnerTexts();
  assert.ok(order.indexOf(names[0]) >= Projects - 1 && order.indexOf(names[2]) >= Projects - 3, `far down: ${order.join(", ")}`);

  // Nobody touches the first page from here on: what happens, happens in another tab and at other hands.
  const importing = await tab(`/p/${oldest}/import`);
  await importing.getByTestId("files").setInputFiles([{ name: "photos.tar", mimeType: "application/x-tar", buffer: packed(photos.slice(0, 4)) },
    { name: "broken.zip", mimeType: "application/zip", buffer: Buffer.from("PK is how a zip begins") }]);
  await importing.getByRole("row", { name: /photos.tar/ }).getByText("4 images").waitFor();
  await importing.getByRole("row", { name: /broken.zip/ }).getByText("not taken").waitFor();
  await card(0).getByText("4 not labelled").waitFor();
  await card(0).getByText("Label 4 more images, then it can learn").waitFor();
  await api.upload(projects[2], photos.slice(4, 6));
  await card(2).getByText("2 not labelled").waitFor();
  const images = await api.images(oldest);
  for (const image of images) {
    const { boxes } = photos.find((photo) => photo.name === image.name);
    await api.label(image.id, { annotations: boxes.map((box) => ({ label: "raccoon", box })), done: true, durationMs: 3000 });
  }
  await card(0).getByText("4 checked").waitFor();
  await card(0).getByText("4 images labelled: let it learn").waitFor();
  const training = await api.post(`/projects/${oldest}/trainings`, { imageSize: 160, epochs: 20 });
  await card(0).getByText(/^Training/).waitFor();

  // Half of the tabs look at the projects, half at the training that goes on.
  const tabs = [page, importing];
  await importing.goto(address(`/p/${oldest}/train`));
  while (tabs.length < Tabs) tabs.push(await tab(tabs.length % 2 ? `/p/${oldest}/train` : "/"));
  const [lists, rooms] = [0, 1].map((odd) => tabs.filter((_, i) => i % 2 === odd));
  for (const one of rooms) await one.getByRole("button", { name: "Cancel the training" }).waitFor();
  // What still runs is no earlier training.
  for (const one of rooms) await one.getByText("None yet").waitFor();
  for (const one of lists) await card(0, one).locator(".thumbs img").first().waitFor();
  await api.post(`/trainings/${training.id}/cancel`);
  for (const one of rooms) await one.getByRole("row", { name: /cancelled/ }).waitFor();
  names[0] += " renamed";
  await api.ask("PATCH", `/projects/${oldest}`, { name: names[0] });
  for (const one of rooms) await one.getByRole("link", { name: names[0], exact: true }).waitFor();
  for (const one of lists) await card(0, one).waitFor();
  await api.ask("DELETE", `/projects/${projects[6]}`);
  for (const one of lists) await card(6, one).waitFor({ state: "detached" });
}

/** The photographs as an archive. */
function packed(files) {
  const { stdout, status, stderr } = spawnSync("tar", ["-c", "-C", dirname(files[0].path), ...files.map((file) => file.name)], { maxBuffer: 64 << 20 });
  assert.equal(status, 0, String(stderr));
  return stdout;
}
