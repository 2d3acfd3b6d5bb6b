// Every room as a person finds it, light and dark: no serious finding of axe, nothing wrong in the console. SHOTS set: a screenshot of each into that folder.
import assert from "node:assert/strict";
import { shot } from "../shot.mjs";

export const title = "Every room, light and dark, on three screens: axe finds nothing serious, no control is cut or covered, the console is silent";
const Screens = [[820, 1180], [1024, 768], [1280, 800]];

export async function run({ person, api, left }) {
  assert.ok(left.project, "needs the project of the loop");
  const p = `/p/${left.project}`;
  const [image] = await api.images(left.project, "&state=labeled");
  const [model] = (await api.get(`/projects/${left.project}/models`)).items;
  const Rooms = [
    ["projects", "/"], ["new", "/new"], ["keys", "/settings/keys"], ["account", "/account"], ["overview", p], ["import", `${p}/import`], ["images", `${p}/images`],
    ["label", `${p}/label/${image.id}`], ["audit", `${p}/audit`], ["filter", `${p}/audit?from=0&to=1&label=raccoon`], ["wall", `${p}/audit/wall`],
    ["promise", `${p}/promise`], ["tracks", `${p}/tracks`], ["doubtful", `${p}/doubtful`], ["train", `${p}/train`], ["models", `${p}/models/${model.id}`],
    ["effort", `${p}/effort`], ["trail", `${p}/trail`], ["settings", `${p}/settings`],
  ];
  const found = [];
  const one = await person({ theme: "light" });
  for (const [name, path] of Rooms) {
    await one.go(path);
    await one.quiet();
    if (name === "label" || name === "audit") await one.hand.live();
    if (name === "filter") await one.page.locator(".stage-head, .empty").first().waitFor();
    // This project's model was trained by hand, and nobody has asked it to look at the labels yet.
    if (name === "doubtful") await one.page.getByRole("heading", { name: "Nothing was compared yet" }).waitFor();
    await inBothThemes(name);
    for (const [width, height] of Screens) {
      await one.page.setViewportSize({ width, height });
      await one.page.waitForTimeout(200);
      found.push(...(await one.page.evaluate(lostControls)).map((control) => `${name}, ${width} x ${height}: ${control} is cut or covered`));
      await shot(one.page, `${name}-${width}`);
    }
    await one.page.setViewportSize({ width: 1280, height: 800 });
    // What is still being reserved when a page is left stays reserved, and the next scenario needs it.
    if (name === "wall") await one.quiet();
  }
  await one.go(`${p}/trail`);
  await one.page.getByRole("combobox", { name: "What" }).selectOption("certificate issued");
  await one.page.getByRole("heading", { name: "Nothing of this kind happened" }).waitFor();
  await doubts();
  await one.go(`${p}/label/${image.id}`);
  await one.hand.live();
  await one.hand.press("?");
  await one.page.getByRole("dialog").waitFor();
  await inBothThemes("cheat");
  await one.hand.press("Escape", "Control+k");
  await one.page.getByRole("combobox").waitFor();
  await inBothThemes("palette");
  assert.deepEqual(found, [], found.join("\n"));

  /** What is on screen, as it is and with the other colours, which change nothing but the contrast. */
  async function inBothThemes(name) {
    found.push(...await one.findings(`${name}, light`));
    await shot(one.page, `${name}-light`);
    await theme("dark");
    found.push(...await one.findings(`${name}, dark`, ["color-contrast"]));
    await shot(one.page, `${name}-dark`);
    await theme("light");
  }

  /** Compared when asked for; a doubt opens its image, marked there, and F leads on. */
  async function doubts() {
    await one.go(`${p}/doubtful`);
    await one.page.getByRole("button", { name: "Compare now" }).click();
    const [list, none] = [one.page.locator(".mistake"), one.page.getByRole("heading", { name: "Nothing is doubted" })];
    await list.first().or(none).waitFor();
    if ((await list.count()) === 0) return;
    await list.first().click();
    await one.hand.live();
    await one.page.locator(".doubt-mark").first().waitFor();
    const name = await one.hand.shownName();
    await one.hand.press("f");
    await one.page.locator(".stage-head b", { hasText: name }).waitFor({ state: "detached" });
  }

  /** As its button does, which lies under an open dialog. */
  function theme(name) {
    return one.page.evaluate((now) => { document.documentElement.dataset.theme = now; }, name);
  }
}

/** In the page: what stands still on the screen (bar, tools, decisions) and shows only a part of itself. */
function lostControls() {
  return [...document.querySelectorAll(".top a:not(.skip), .top button, .next-bar .button, .mode-bar a, .mode-bar button, .mode-bar .input, .tools button, .decide button")].filter((control) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    if (width === 0) return false;
    const isCut = !control.classList.contains("cut") && control.scrollWidth > control.clientWidth + 1;
    return isCut || [[left + 2, top + height / 2], [left + width - 2, top + height / 2]].some(([x, y]) => !control.contains(document.elementFromPoint(x, y)));
  }).map((control) => control.innerText || control.getAttribute("aria-label"));
}
