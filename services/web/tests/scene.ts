import type { Box } from "../src/canvas/change/Box";
import { BoxSet } from "../src/canvas/change/BoxSet";
import type { ChangeSet } from "../src/canvas/change/ChangeSet";
import { UndoStack } from "../src/canvas/change/UndoStack";
import { Editor } from "../src/canvas/Editor";
import { view } from "../src/canvas/space/points";
import { View } from "../src/canvas/space/View";

export const box = (id: string, x: number, y: number, width: number, height: number, more: Partial<Box> = {}): Box =>
  ({ id, x, y, width, height, labelId: "raccoon", mark: "mine", ...more });

/** An editor whose view pixels are image pixels, 1000 by 800, and the hand that moves over it. */
export function scene(...boxes: Box[]) {
  const size = { width: 1000, height: 800 };
  const editor = new Editor(new BoxSet(boxes), new UndoStack(), size, size);
  editor.view = new View(size, size, 1, 0, 0);
  editor.labelId = "raccoon";
  editor.tagWidth = () => 40;
  const changes: ChangeSet[] = [];
  editor.onChange = (set) => changes.push(set);
  const send = (type: "down" | "move" | "up", x: number, y: number, more: { shift?: boolean; swap?: boolean; time?: number } = {}) =>
    editor.send({ type, at: view(x, y), kind: "mouse", shift: more.shift ?? false, swap: more.swap ?? false, time: more.time ?? 0 });
  return {
    editor, changes, send,
    hover: (x: number, y: number) => send("move", x, y),
    click: (x: number, y: number) => { send("move", x, y); send("down", x, y); send("up", x, y); },
    drag: (from: readonly [number, number], to: readonly [number, number], more = {}) => {
      send("move", ...from, more);
      send("down", ...from, more);
      send("move", (from[0] + to[0]) / 2, (from[1] + to[1]) / 2, more);
      send("move", ...to, more);
      send("up", ...to, more);
    },
    only: () => editor.boxes.all()[0]!,
  };
}
