import type { Label } from "../../api/types";
import { classCommands } from "../../commands/classCommands";
import type { Command } from "../../commands/Command";
import { texts } from "../../texts/en";

const t = texts.wall.commands;

/** What a command of the wall can act on. */
export interface WallRoomHandle {
  readonly labels: readonly Label[];
  accept(): void;
  next(): void;
  back(): void;
  undo(): void;
  redo(): void;
  /** X, Space: the current crop, or all that Shift has extended over. */
  wrong(): void;
  isClass(labelId: string): void;
  /** Nothing is picked out any more. */
  clear(): void;
  move(by: "left" | "right" | "up" | "down", extend: boolean): void;
  toPicked(by: 1 | -1): void;
  open(): void;
  resize(by: 1 | -1): void;
  lowerScore(by: number): void;
  toggleMisses(): void;
  showOutline(on: boolean): void;
  oneByOne(): void;
  openPalette(): void;
  openKeys(): void;
}

const moves = (["left", "right", "up", "down"] as const).flatMap((way): Command<WallRoomHandle>[] => [
  { id: `move-${way}`, title: t.move(way), group: "move", keys: [`arrow${way}`], repeats: true, run: (room) => room.move(way, false) },
  { id: `extend-${way}`, title: t.extend(way), group: "move", keys: [`shift+arrow${way}`], repeats: true, run: (room) => room.move(way, true) },
]);

/** Every act on the wall: for keys, buttons and the palette. */
export const wallCommands: readonly Command<WallRoomHandle>[] = [
  { id: "accept", title: t.accept, group: "decide", keys: ["a"], run: (room) => room.accept() },
  { id: "wrong", title: t.wrong, group: "decide", keys: ["x", "space", "delete"], run: (room) => room.wrong() },
  { id: "undo", title: texts.work.undo, group: "decide", keys: ["ctrl+z"], run: (room) => room.undo() },
  { id: "redo", title: texts.work.redo, group: "decide", keys: ["ctrl+shift+z", "ctrl+y"], run: (room) => room.redo() },
  ...classCommands<WallRoomHandle>((room, label) => room.isClass(label)),
  { id: "escape", title: t.clear, group: "boxes", keys: ["escape"], run: (room) => room.clear() },
  { id: "open", title: t.open, group: "look", keys: ["enter"], run: (room) => room.open() },
  { id: "bigger", title: t.bigger, group: "look", keys: ["+", "="], repeats: true, run: (room) => room.resize(1) },
  { id: "smaller", title: t.smaller, group: "look", keys: ["-"], repeats: true, run: (room) => room.resize(-1) },
  { id: "surer", title: t.surer, group: "look", keys: ["."], repeats: true, run: (room) => room.lowerScore(0.05) },
  { id: "less-sure", title: t.lessSure, group: "look", keys: [","], repeats: true, run: (room) => room.lowerScore(-0.05) },
  { id: "outline", title: t.outline, group: "look", keys: ["q"], run: (room) => room.showOutline(false), release: (room) => room.showOutline(true) },
  { id: "misses", title: t.misses, group: "look", keys: ["m"], run: (room) => room.toggleMisses() },
  ...moves,
  { id: "next", title: t.next, group: "move", keys: ["f"], run: (room) => room.next() },
  { id: "back", title: t.back, group: "move", keys: ["d"], run: (room) => room.back() },
  { id: "next-picked", title: t.nextPicked, group: "move", keys: ["s"], run: (room) => room.toPicked(1) },
  { id: "previous-picked", title: t.previousPicked, group: "move", keys: ["shift+s"], run: (room) => room.toPicked(-1) },
  { id: "one-by-one", title: t.oneByOne, group: "move", keys: ["g"], run: (room) => room.oneByOne() },
  { id: "palette", title: texts.common.palette, group: "move", keys: ["ctrl+k"], run: (room) => room.openPalette() },
  { id: "keys", title: texts.common.cheatSheet, group: "move", keys: ["?"], run: (room) => room.openKeys() },
];
