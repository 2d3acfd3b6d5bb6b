// Real photographs with their boxes: the raccoon set, read from its Pascal VOC files.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export function raccoons(folder, count) {
  const names = readdirSync(join(folder, "images")).filter((name) => name.endsWith(".jpg")).sort().slice(0, count);
  return names.map((name) => ({ name, bytes: readFileSync(join(folder, "images", name)), path: join(folder, "images", name), boxes: boxesOf(folder, name) }));
}

function boxesOf(folder, name) {
  const text = readFileSync(join(folder, "annotations", name.replace(/jpg$/, "xml")), "utf8");
  return [...text.matchAll(/<xmin>(\d+)<\/xmin>\s*<ymin>(\d+)<\/ymin>\s*<xmax>(\d+)<\/xmax>\s*<ymax>(\d+)<\/ymax>/g)].map(([, x1, y1, x2, y2]) => ({
    x: Number(x1) - 1, y: Number(y1) - 1, width: Number(x2) - Number(x1) + 1, height: Number(y2) - Number(y1) + 1,
  }));
}
