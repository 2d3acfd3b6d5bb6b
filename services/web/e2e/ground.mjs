// Where a hand can do something on an image with boxes, in image pixels: a point inside one box that no smaller one covers, and a free place to draw.
const Steps = 12;
/** View pixels, with some to spare, within which a press takes a line, a plus or a name tag (canvas/space/hits.ts, paint/Tags.ts). */
const [Line, Plus, TagWidth, TagHeight] = [12, 18, 180, 24];
/** A box with less of it has no inside worth the name. */
const LeastSide = 40;

/** `zoom`: view pixels of an image pixel; `pluses`: of what is nearly marked. */
export function accessible(boxes, image, zoom, pluses = []) {
  const isClear = (point, others) => !others.some((other) => isTaken(other, point, zoom)) && pluses.every((plus) => distance(plus, point) * zoom > Plus);
  const byArea = [...boxes].sort((a, b) => a.width * a.height - b.width * b.height);
  const box = byArea.find((one) => Math.min(one.width, one.height) * zoom > LeastSide && one.x + one.width < image.width * 0.97
    && isClear([one.x + one.width, one.y + one.height / 2], boxes.filter((other) => other !== one)));
  if (!box) return null;
  const inside = points(box).find((point) => byArea.find((one) => holds(one, point)) === box && isClear(point, boxes.filter((other) => other !== box)));
  const free = points({ x: 0, y: 0, width: image.width * 0.9, height: image.height * 0.9 }).find(([x, y]) => isClear([x, y], boxes)
    && boxes.every((one) => !touches(one, { x: x - image.width * 0.05, y: y - image.height * 0.12, width: image.width * 0.16, height: image.height * 0.22 })));
  return inside && free ? { box, inside, free } : null;
}

/** A box that is nearly marked whose plus, at its upper right corner, no line, name tag or other plus is near. */
export function freePlus(ghosts, boxes, image, zoom) {
  const plusOf = (one) => [one.x + one.width, one.y];
  return ghosts.find((one) => {
    const [x, y] = plusOf(one);
    return x < image.width * 0.94 && y > image.height * 0.06 && !boxes.some((other) => isTaken(other, [x, y], zoom))
      && ghosts.every((other) => other === one || distance(plusOf(other), [x, y]) * zoom > 2 * Plus);
  });
}

/** Two ghosts, with a place inside each where nothing else lies and a straight way between them that comes into no other ghost: [{ box, at }, { box, at }]. */
export function onOneWay(ghosts, { boxes, pluses, zoom }) {
  const [spare, plus] = [3 / zoom, Plus / zoom];
  const isAt = (ghost, point) => holds(grown(ghost, spare), point) || holds(grown({ x: ghost.x + ghost.width, y: ghost.y, width: 0, height: 0 }, plus), point);
  const places = ghosts.map((box) => ({ box, free: points(box).filter((point) => !ghosts.some((other) => other !== box && isAt(other, point))
    && !boxes.some((other) => holds(other, point) || isTaken(other, point, zoom)) && pluses.every((other) => distance(other, point) > plus)) }));
  for (const from of places) {
    for (const to of places.filter((one) => one !== from)) {
      const others = ghosts.filter((one) => one !== from.box && one !== to.box);
      for (const start of from.free) {
        const end = to.free.find((point) => way(start, point).every((step) => !others.some((other) => isAt(other, step))));
        if (end) return [{ box: from.box, at: start }, { box: to.box, at: end }];
      }
    }
  }
  return undefined;
}

/** Two small boxes side by side on the free ground of an image, for a hand to draw, or undefined where a plus is there: as above. */
export function sideBySide([x, y], image, { pluses, zoom }) {
  const [width, height] = [image.width * 0.04, image.height * 0.08];
  if (pluses.some((plus) => holds(grown({ x, y, width: image.width * 0.11, height }, Plus / zoom), plus))) return undefined;
  return [x, x + image.width * 0.07].map((left) => ({ box: { x: left, y, width, height }, at: [left + width / 2, y + height / 2] }));
}

function way([x1, y1], [x2, y2]) {
  const steps = 200;
  return Array.from({ length: steps + 1 }, (_, i) => [x1 + ((x2 - x1) * i) / steps, y1 + ((y2 - y1) * i) / steps]);
}

function grown({ x, y, width, height }, by) {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** On another box's edge or name tag, which a press would take instead. */
function isTaken(box, [x, y], zoom) {
  const near = Line / zoom;
  const outer = { x: box.x - near, y: box.y - near, width: box.width + 2 * near, height: box.height + 2 * near };
  const inner = { x: box.x + near, y: box.y + near, width: box.width - 2 * near, height: box.height - 2 * near };
  // Above the box, or inside it where there is no room; moved in from the right where it would leave the view.
  const tag = { x: box.x - TagWidth / zoom, y: box.y - TagHeight / zoom, width: (2 * TagWidth) / zoom, height: (2 * TagHeight) / zoom };
  return (holds(outer, [x, y]) && !holds(inner, [x, y])) || holds(tag, [x, y]);
}

function distance([x1, y1], [x2, y2]) {
  return Math.hypot(x1 - x2, y1 - y2);
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
