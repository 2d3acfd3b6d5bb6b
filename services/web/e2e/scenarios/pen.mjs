// A tablet with a pen: the pen draws, fingers look around, the eraser deletes, the side button moves the picture.
import assert from "node:assert/strict";

export const title = "A pen draws and erases, fingers only look around once it was seen";

export async function run({ person, api, photos }) {
  const { id: project } = await api.project("Pen", ["raccoon"]);
  await api.upload(project, [photos[0]]);
  const [image] = await api.until("the photograph is there", async () => {
    const images = await api.images(project);
    return images.length > 0 ? images : null;
  });
  const { page, hand, go, context } = await person({ hasTouch: true });
  await go(`/p/${project}/label/${image.id}`);
  await hand.sees(image.name);
  const at = await hand.fit(image);
  const devices = await context.newCDPSession(page);
  const pen = async (type, [x, y], button = "left", buttons = 1) =>
    devices.send("Input.dispatchMouseEvent", { type, x, y, button: type === "mouseMoved" && buttons === 0 ? "none" : button, buttons, clickCount: type === "mouseMoved" ? 0 : 1, pointerType: "pen", force: 0.5 });
  const stroke = async (from, to, button, buttons) => {
    await pen("mouseMoved", from, "none", 0);
    await pen("mousePressed", from, button, buttons);
    await pen("mouseMoved", [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], button, buttons);
    await pen("mouseMoved", to, button, buttons);
    await pen("mouseReleased", to, button, 0);
  };
  const finger = async (from, to) => {
    const touch = (type, point) => devices.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [{ x: point[0], y: point[1] }] : [] });
    await touch("touchStart", from);
    for (let i = 1; i <= 4; i += 1) await touch("touchMove", [from[0] + ((to[0] - from[0]) * i) / 4, from[1] + ((to[1] - from[1]) * i) / 4]);
    await touch("touchEnd");
  };
  const picture = () => page.locator(".canvas-picture").evaluate((one) => { const { x, y } = one.getBoundingClientRect(); return [x, y]; });

  // Before a pen was seen, one finger draws.
  await finger(at(image.width * 0.1, image.height * 0.1), at(image.width * 0.25, image.height * 0.3));
  await hand.boxes(1);
  await stroke(at(image.width * 0.5, image.height * 0.5), at(image.width * 0.8, image.height * 0.9));
  await hand.boxes(2);
  await hand.saved();

  // The hand that rests on the screen is nothing; later a finger moves the picture.
  await finger(at(image.width * 0.3, image.height * 0.6), at(image.width * 0.4, image.height * 0.8));
  const before = await picture();
  await page.waitForFunction((since) => performance.now() - since > 600, await page.evaluate(() => performance.now()));
  await finger(at(image.width * 0.3, image.height * 0.6), at(image.width * 0.4, image.height * 0.8));
  await page.waitForFunction(([x]) => document.querySelector(".canvas-picture").getBoundingClientRect().x > x + 10, before);
  await hand.boxes(2);
  const moved = await picture();
  await stroke([640, 420], [600, 400], "right", 2);
  await page.waitForFunction(([x]) => document.querySelector(".canvas-picture").getBoundingClientRect().x < x - 10, moved);
  assert.equal(await page.getByRole("menu").count(), 0, "the side button opens no menu");
  await hand.boxes(2);

  // The other end of the pen: no protocol presses it, so the browser's own event is made.
  await hand.press("z");
  await page.waitForFunction(([x]) => Math.abs(document.querySelector(".canvas-picture").getBoundingClientRect().x - x) < 2, at(0, 0));
  const [x, y] = at(image.width * 0.65, image.height * 0.7);
  await hand.canvas.evaluate((canvas, [clientX, clientY]) => {
    for (const type of ["pointerdown", "pointerup"]) canvas.dispatchEvent(new PointerEvent(type, { pointerType: "pen", pointerId: 9, button: 5, buttons: 32, clientX, clientY, bubbles: true }));
  }, [x, y]);
  await hand.boxes(1);
  await api.until("one box is left", async () => (await api.boxes(image.id)).length === 1);
  assert.ok((await api.boxes(image.id))[0].box.x < image.width * 0.2, "the finger's box is the one that stays");
}
