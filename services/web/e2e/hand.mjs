// A person's hand on the canvas: real mouse and keyboard, counted.
import assert from "node:assert/strict";

/** So long a key is down before the hand moves on: it is held, not pressed (canvas/states/Sweeping.ts). */
const HeldMilliseconds = 200;

/** As the studio fits an image into the view (canvas/space/View.ts). */
const Margin = 0.04;

export class Hand {
  constructor(page) {
    this.page = page;
    this.rest();
  }

  get canvas() {
    return this.page.getByTestId("canvas");
  }

  /** Starts counting anew. */
  rest() {
    this.count = { hovers: 0, clicks: 0, drags: 0, keys: 0 };
  }

  /** The image with this name is on the screen, and long enough to be decided. */
  async sees(name) {
    await this.page.locator(".stage-head b", { hasText: name }).waitFor();
    await this.live();
  }

  async live() {
    await this.page.waitForFunction(() => {
      const [last] = performance.getEntriesByName("image painted").slice(-1);
      return last !== undefined && location.pathname.endsWith(last.detail) && document.querySelector(".stage-head b") !== null && performance.now() - last.startTime > 260;
    });
  }

  shownName = () => this.page.locator(".stage-head b").innerText();
  shownId = async () => new URL(this.page.url()).pathname.split("/")[4];

  /** From image pixels to the page's; `zoom`: how many of these one is. */
  async fit(image) {
    const area = await this.canvas.boundingBox();
    const zoom = Math.min((area.width * (1 - 2 * Margin)) / image.width, (area.height * (1 - 2 * Margin)) / image.height);
    const [left, top] = [area.x + (area.width - image.width * zoom) / 2, area.y + (area.height - image.height * zoom) / 2];
    return Object.assign((x, y) => [left + x * zoom, top + y * zoom], { zoom });
  }

  async drag(from, to) {
    this.count.drags += 1;
    await this.page.mouse.move(...from);
    await this.page.mouse.down();
    await this.page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 2 });
    await this.page.mouse.move(...to, { steps: 2 });
    await this.page.mouse.up();
  }

  async click(at) {
    this.count.clicks += 1;
    await this.page.mouse.click(...at);
  }

  async hover(at) {
    this.count.hovers += 1;
    await this.page.mouse.move(...at, { steps: 2 });
  }

  async press(...keys) {
    for (const key of keys) {
      this.count.keys += 1;
      await this.page.keyboard.press(key);
    }
  }

  /** From one place to the next with a key held; `meanwhile` before it is let go. */
  async sweep(key, [first, ...others], meanwhile) {
    await this.hover(first);
    this.count.keys += 1;
    await this.page.keyboard.down(key);
    await this.page.waitForTimeout(HeldMilliseconds);
    for (const at of others) await this.hover(at);
    await meanwhile?.();
    await this.page.keyboard.up(key);
  }

  /** A box as the truth has it, dragged from corner to corner; it begins away from the lines of those already there, which a press would take hold of. */
  async draw(image, box, drawn = []) {
    const at = await this.fit(image);
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    const ways = [[[box.x, box.y], [right, bottom]], [[right, bottom], [box.x, box.y]], [[right, box.y], [box.x, bottom]], [[box.x, bottom], [right, box.y]]];
    const [from, to] = ways.reduce((best, way) => (clearance(way[0], drawn) > clearance(best[0], drawn) ? way : best));
    await this.drag(at(...from), at(...to));
  }

  async boxes(expected) {
    await this.page.waitForFunction((count) => document.querySelectorAll("[data-box]").length === count, expected);
  }

  async saved() {
    await this.page.getByTestId("receipt").filter({ hasText: /^Saved/ }).waitFor();
  }

  /** Steps so far are exactly these. */
  took(expected, what) {
    assert.deepEqual(this.count, expected, what);
  }
}

/** Image pixels from a point to the nearest line of any of these boxes. */
function clearance([x, y], boxes) {
  return Math.min(Infinity, ...boxes.map((box) => {
    const [dx, dy] = [Math.max(box.x - x, 0, x - box.x - box.width), Math.max(box.y - y, 0, y - box.y - box.height)];
    return dx > 0 || dy > 0 ? Math.hypot(dx, dy) : Math.min(x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y);
  }));
}
