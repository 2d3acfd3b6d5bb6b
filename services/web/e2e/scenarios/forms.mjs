// What a form does not take is marked and said beside it, in plain words, and nothing is sent.
import assert from "node:assert/strict";
import { shot } from "../shot.mjs";

export const title = "Forms: wrong numbers and class names are said in plain words and not sent; a class that nobody used just goes; a long name stays in its card; the same files once more are counted once; a class is merged where it was chosen, a key taken where it was said";

export async function run({ person, api, photos }) {
  const { id } = await api.project("Forms", ["raccoon", "bin"]);
  // The digit that another class has is the server's to refuse.
  const one = await person({ hears: (complaint) => complaint.includes("409") });
  const { page, hand, go } = one;
  const said = page.locator("[role=alert]");
  const sent = [];
  page.on("request", (request) => { if (request.method() === "PATCH") sent.push(request.postData()); });

  await go(`/p/${id}/settings`);
  const images = page.getByLabel(/A full training after/);
  for (const wrong of ["-5", "99999999999", "", "1.5"]) {
    await images.fill(wrong);
    await hand.press("Tab");
    await said.getByText("A whole number from 1 to 100,000 belongs here; it stays at 12.").waitFor();
    assert.equal(await images.getAttribute("aria-invalid"), "true");
  }
  assert.deepEqual(sent, []);
  assert.deepEqual(await one.findings("settings with a wrong number"), []);
  await shot(page, "settings-number");
  await images.fill("20");
  await hand.press("Enter");
  await api.until("the number is saved", async () => (await api.get(`/projects/${id}`)).settings.automaticTraining.newImages === 20);
  assert.equal(await images.getAttribute("aria-invalid"), "false");

  const labels = async () => (await api.get(`/projects/${id}`)).labels;
  sent.length = 0;
  const name = page.getByLabel("Name: raccoon");
  await name.fill("");
  await hand.press("Tab");
  await said.getByText("A class needs a name: the one before is back.").waitFor();
  assert.equal(await name.inputValue(), "raccoon");
  const digit = page.getByLabel("Digit: bin");
  await digit.fill("x");
  await hand.press("Tab");
  await said.getByText("One digit from 0 to 9, or nothing.").waitFor();
  assert.deepEqual([await digit.inputValue(), sent], ["2", []]);
  await digit.fill("1");
  await hand.press("Tab");
  await said.getByText("already picks").waitFor();
  assert.equal(await digit.inputValue(), "2");
  await page.getByLabel("Name of the class").fill("Raccoon");
  const hint = page.getByText('"raccoon" and "Raccoon" differ only in capitals or spaces');
  await hint.waitFor();
  await hand.press("Enter");
  await page.getByLabel("Name: Raccoon", { exact: true }).waitFor();
  await hint.waitFor();
  await shot(page, "settings-classes");
  await page.getByRole("row").filter({ has: page.getByLabel("Name: Raccoon", { exact: true }) }).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByText("Nobody has labelled anything as Raccoon").waitFor();
  await shot(page, "settings-delete");
  await page.getByRole("button", { name: "Delete the class" }).click();
  await hint.waitFor({ state: "detached" });
  assert.deepEqual((await labels()).map((label) => label.name), ["raccoon", "bin"]);

  await go("/new");
  await page.getByText("Each gets its colour and its digit key. You").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("n".repeat(300));
  assert.equal((await page.getByLabel("Name", { exact: true }).inputValue()).length, 200);
  const long = "c".repeat(200);
  await page.getByLabel("Classes, one a line").fill(`raccoon\nRaccoon\n${long}`);
  await hint.waitFor();
  await page.getByText("choose others below").waitFor();
  assert.ok(await page.locator(".class-look", { hasText: long }).evaluate((chip) => chip.getBoundingClientRect().right <= chip.closest(".card").getBoundingClientRect().right), "a long name leaves the card");
  const create = page.getByRole("button", { name: "Create and add images" });
  await page.getByLabel("Digit: Raccoon", { exact: true }).fill("x");
  assert.equal(await page.getByLabel("Digit: Raccoon", { exact: true }).inputValue(), "2");
  await page.getByLabel("Digit: Raccoon", { exact: true }).fill("1");
  await said.getByText("The digit 1 is of two classes").waitFor();
  assert.ok(await create.isDisabled());
  await shot(page, "new-classes");
  await page.getByLabel("Digit: Raccoon", { exact: true }).fill("2");
  assert.ok(await create.isEnabled());

  await go(`/p/${id}/import`);
  await page.getByLabel(/From clips/).fill("-3");
  await hand.press("Tab");
  await said.getByText("A number from 0.1 to 86,400 belongs here; it stays at 1.").waitFor();
  await shot(page, "import-seconds");
  await page.getByText("BMP").waitFor();
  const files = [...photos.slice(0, 2), { name: "scan7.jpg", bytes: Buffer.from("damaged") }].map(({ name: file, bytes }) => ({ name: file, mimeType: "image/jpeg", buffer: bytes }));
  await page.getByTestId("files").setInputFiles(files);
  await page.getByText("3 of 3 files", { exact: true }).waitFor();
  await page.getByTestId("files").setInputFiles(files);
  await page.getByText("3 of 3 files, 2 of them already here").waitFor();
  await page.getByRole("heading", { name: "1 file not taken" }).waitFor();
  await shot(page, "import-again");
  // What an archive holds beside images is counted once, and an archive of nothing else is not green.
  const note = { name: "notes.txt", bytes: Buffer.from("nothing to see") };
  await page.getByTestId("files").setInputFiles([["set.tar", [photos[2], note]], ["notes.tar", [note]]].map(([file, entries]) => ({ name: file, mimeType: "application/x-tar", buffer: tar(entries) })));
  await page.getByText("1 image taken out").waitFor();
  await page.getByText("its one file could not be taken").waitFor();
  await page.getByText("5 of 5 files, 2 of them already here").waitFor();
  await page.getByRole("heading", { name: "3 files not taken" }).waitFor();
  await shot(page, "import-archives");

  // A class goes into another only where that was chosen, and after its boxes were named.
  const [image, other] = await api.images(id, "&sort=name");
  await api.label(image.id, { annotations: [{ label: "raccoon", box: { x: 5, y: 5, width: 60, height: 60 } }, { label: "raccoon", box: { x: 80, y: 5, width: 60, height: 60 } }] });
  await api.post(`/projects/${id}/labels`, { name: long });
  await api.label(other.id, { annotations: [{ label: long, box: { x: 5, y: 5, width: 60, height: 60 } }] });
  await go(`/p/${id}/settings`);
  await page.getByRole("row").filter({ has: page.getByLabel("Name: raccoon", { exact: true }) }).getByRole("button", { name: "Merge or delete" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Into the class").waitFor();
  assert.equal(await dialog.getByRole("button", { name: /^Merge/ }).count(), 0);
  await dialog.getByLabel("Into the class").selectOption({ label: "bin" });
  await dialog.getByText('Merge 2 boxes of "raccoon" into "bin"?').waitFor();
  await shot(page, "settings-merge");
  await dialog.getByRole("button", { name: "Merge 2 boxes" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual((await labels()).map((label) => label.name), ["bin", long]);
  await page.getByRole("row").filter({ has: page.getByLabel("Name: bin", { exact: true }) }).getByText("2 labels on 1 image").waitFor();
  await shot(page, "settings-long");
  await page.getByRole("row").filter({ has: page.getByLabel(`Name: ${long}`) }).getByRole("button", { name: "Merge or delete" }).click();
  await dialog.getByText("Type delete to go on").waitFor();
  await shot(page, "settings-long-end");
  await hand.press("Escape");
  for (const room of ["/settings", "/images", `/label/${other.id}`, "/audit", "/audit/wall", "/train", "/trail", ""]) {
    await go(`/p/${id}${room}`);
    await one.quiet();
    await shot(page, `long${room.replaceAll("/", "-")}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `a long name makes ${room || "the overview"} wider than the window`);
  }

  // A camera's first frame, sent as its dialog says, again as no answer came, and then the same picture as its second.
  await go(`/p/${id}/settings`);
  await page.getByLabel("Name of the camera").fill("gate");
  await hand.press("Enter");
  const curl = await dialog.locator("pre").innerText();
  await shot(page, "camera-key");
  const [, key, address] = /Bearer (cam_\S+)' \\\s+'(\S+)'$/.exec(curl);
  const send = (at = address) => fetch(at, { method: "POST", body: photos[5].bytes, headers: { "Content-Type": "image/jpeg", Authorization: `Bearer ${key}` } });
  const next = address.replace("sequence=1", "sequence=2");
  assert.deepEqual([(await send()).status, (await send()).status, (await send(next)).status], [202, 202, 202]);
  await dialog.getByRole("button", { name: "Close" }).click();
  const row = page.getByRole("row").filter({ hasText: "gate" });
  await row.getByText("2, 1 of them known already").waitFor();

  // A key that another command has is taken only when somebody says so; a whole set of keys can be put back.
  await go("/settings/keys");
  const accept = page.getByRole("listitem").filter({ hasText: "Right and complete: save, next" });
  await accept.getByRole("button", { name: /change:/ }).click();
  await hand.press("7");
  await accept.getByText("Digits choose the class: take another key.").waitFor();
  await accept.getByRole("button", { name: /change:/ }).click();
  await hand.press("x");
  await accept.getByText('X is the key of "Delete the box".').waitFor();
  await shot(page, "keys-taken");
  await accept.getByRole("button", { name: "Take it from there" }).click();
  const keysOf = (title) => page.getByRole("listitem").filter({ hasText: title }).locator("kbd").allInnerTexts();
  assert.deepEqual([await keysOf("Right and complete: save, next"), await keysOf("Delete the box")], [["X"], ["Del"]]);
  await page.getByRole("button", { name: "Keys for the other hand" }).click();
  await page.getByText("what was set for 2 commands before is replaced").waitFor();
  await shot(page, "keys-replaced");
  await page.getByRole("button", { name: "The keys as before" }).click();
  assert.deepEqual(await keysOf("Right and complete: save, next"), ["X"]);
}

/** The files as a tar archive: a header and padded bytes each, two empty blocks at the end. */
function tar(entries) {
  const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
  return Buffer.concat([...entries.flatMap(({ name, bytes }) => [header(name, bytes.length), padded(bytes)]), Buffer.alloc(1024)]);

  function header(name, size) {
    const block = Buffer.alloc(512);
    const octal = (value, at, length) => block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at);
    block.write(name, 0);
    octal(0o644, 100, 8);
    octal(size, 124, 12);
    octal(0, 136, 12);
    block.write(" ".repeat(8), 148);
    block.write("0ustar\0" + "00", 156);
    octal(block.reduce((sum, byte) => sum + byte, 0), 148, 7);
    return block;
  }
}
