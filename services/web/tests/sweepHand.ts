import { vi } from "vitest";
import type { Box } from "../src/canvas/change/Box";
import { bound } from "../src/commands/keyMap";
import { Keys } from "../src/commands/Keys";
import * as toasts from "../src/parts/Toasts";
import { canvasCommands } from "../src/work/canvasCommands";
import type { CanvasRoom } from "../src/work/CanvasRoom";
import { box, scene } from "./scene";

/** Milliseconds of a press, and of a key that is held. */
export const [Short, Long] = [60, 400];

export const ghost = (id: string, x: number, y = 100, more: Partial<Box> = {}) => box(id, x, y, 60, 60, { mark: "suggested", score: 0.2, ghost: true, ...more });
export const suggested = (id: string, x: number, y: number, score = 0.8) => box(id, x, y, 60, 60, { mark: "suggested", score });

/** A hand on mouse and keyboard, with a clock: `keys` as a person has set them. */
export function hand(boxes: Box[], keys: Record<string, readonly string[]> = {}) {
  const it = scene(...boxes);
  const { editor } = it;
  let time = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => time);
  const said = vi.spyOn(toasts, "say").mockImplementation(() => undefined);
  said.mockClear();
  const room = { editor, accept: vi.fn() } as unknown as CanvasRoom;
  const pulse = vi.fn();
  const keyboard = new Keys(() => ({ commands: bound(canvasCommands, keys), room, gesture: { isBusy: () => editor.state.busy, onBusy: pulse } }));
  const down = (key: string, repeat = false) =>
    keyboard.down({ key, code: key, repeat, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, preventDefault: () => undefined });
  return {
    ...it, room, pulse, said, down, keyboard,
    up: (key: string) => keyboard.up(key),
    wait: (milliseconds: number) => { time += milliseconds; },
    to: (x: number, y: number) => it.send("move", x, y, { time }),
    accepted: () => editor.boxes.all().filter((one) => one.mark === "accepted").map((one) => one.id),
    ids: () => editor.boxes.all().map((one) => one.id),
  };
}
