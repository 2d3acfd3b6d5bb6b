import type { Label } from "../../api/types";
import { classCommands } from "../../commands/classCommands";
import type { Command } from "../../commands/Command";
import { texts } from "../../texts/en";

const t = texts.sort.commands;

/** What a command can act on while images are sorted, one by one or many at once. */
export interface SortHandle {
  readonly labels: readonly Label[];
  isClass(labelId: string): void;
  /** The suggestion is right. */
  accept?(): void;
  next?(): void;
  back?(): void;
  select?(): void;
  selectAll?(): void;
  /** Nothing is selected any more. */
  clear?(): void;
  move?(by: "left" | "right" | "up" | "down", extend: boolean): void;
  undo(): void;
  switchMode(): void;
  openPalette(): void;
  openKeys(): void;
}

const shared: readonly Command<SortHandle>[] = [
  { id: "undo", title: texts.work.undo, group: "decide", keys: ["ctrl+z"], run: (room) => room.undo() },
  ...classCommands<SortHandle>((room, label) => room.isClass(label)),
  { id: "mode", title: t.mode, group: "move", keys: ["g"], run: (room) => room.switchMode() },
  { id: "palette", title: texts.common.palette, group: "move", keys: ["ctrl+k"], run: (room) => room.openPalette() },
  { id: "keys", title: texts.common.cheatSheet, group: "move", keys: ["?"], run: (room) => room.openKeys() },
];

export const oneCommands: readonly Command<SortHandle>[] = [
  { id: "accept", title: t.accept, group: "decide", keys: ["a"], run: (room) => room.accept?.() },
  { id: "next", title: t.next, group: "move", keys: ["f", "arrowright"], run: (room) => room.next?.() },
  { id: "back", title: t.back, group: "move", keys: ["d", "arrowleft"], run: (room) => room.back?.() },
  ...shared,
];

export const manyCommands: readonly Command<SortHandle>[] = [
  { id: "select", title: t.select, group: "boxes", keys: ["x", "space"], run: (room) => room.select?.() },
  { id: "select-all", title: t.selectAll, group: "boxes", keys: ["ctrl+a"], run: (room) => room.selectAll?.() },
  { id: "escape", title: t.clear, group: "boxes", keys: ["escape"], run: (room) => room.clear?.() },
  { id: "next", title: t.nextPage, group: "move", keys: ["f"], run: (room) => room.next?.() },
  ...(["left", "right", "up", "down"] as const).flatMap((way): Command<SortHandle>[] => [
    { id: `move-${way}`, title: texts.wall.commands.move(way), group: "move", keys: [`arrow${way}`], repeats: true, run: (room) => room.move?.(way, false) },
    { id: `extend-${way}`, title: texts.wall.commands.extend(way), group: "move", keys: [`shift+arrow${way}`], repeats: true, run: (room) => room.move?.(way, true) },
  ]),
  ...shared,
];
