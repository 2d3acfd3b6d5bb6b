// Where a hand can do something on an image with boxes, in image pixels: a point inside one box that no smaller one covers, and a free place to draw.
const Steps = 12;

export function accessible(boxes, image, pluses = []) {
  const byArea = [...boxes].sort((a, b) => a.width * a.height - b.width * b.height);
  const box = byArea.find((one) => Math.min(one.width, one.height) > image.width * 0.06 && one.x + one.width < image.width * 0.97
    && boxes.every((other) => other === one || !isNearLine(other, [one.x + one.width, one.y + one.height / 2], image)));
  if (!box) return null;
  const inside = points(box).find((point) => byArea.find((one) => holds(one, point)) === box
    && boxes.every((other) => other === box || !isNearLine(other, point, image)) && pluses.every(([x, y]) => Math.hypot(point[0] - x, point[1] - y) > 0.05 * image.width));
  const free = points({ x: 0, y: 0, width: image.width * 0.9, height: image.height * 0.9 }).find(([x, y]) =>
    boxes.every((one) => !touches(one, { x: x - image.width * 0.05, y: y - image.height * 0.12, width: image.width * 0.16, height: image.height * 0.22 })));
  return inside && free ? { box, inside, free } : null;
}

/** A box that is nearly marked whose plus, at its upper right corner, no line, name tag or other plus is near. */
export function freePlus(ghosts, boxes, image) {
  const near = 0.06 * image.width;
  return ghosts.find((one) => {
    const [x, y] = [one.x + one.width, one.y];
    return x < image.width * 0.94 && y > image.height * 0.06 && !boxes.some((other) => isNearLine(other, [x, y], image))
      && ghosts.every((other) => other === one || Math.hypot(other.x + other.width - x, other.y - y) > near);
  });
}

/** On another box's edge or name tag, which a press would take instead. */
function isNearLine(box, [x, y], image) {
  const near = 0.035 * image.width;
  const outer = { x: box.x - near, y: box.y - near, width: box.width + 2 * near, height: box.height + 2 * near };
  const inner = { x: box.x + near, y: box.y + near, width: box.width - 2 * near, height: box.height - 2 * near };
  const tag = { x: box.x - near, y: box.y - 0.08 * image.height, width: Math.max(0.25 * image.width, 60), height: 0.16 * image.height };
  return (holds(outer, [x, y]) && !holds(inner, [x, y])) || holds(tag, [x, y]);
}

function points(box) {
  return Array.from({ length: Steps * Steps }, (_, i) => [
    box.x + (box.width * ((i % Steps) + 0.5)) / Steps, box.y + (box.height * (Math.floor(i / Steps) + 0.5)) / Steps,
  ]);
}

function holds(box, [x, y]) {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

function touches(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
