import { classCommands } from "../commands/classCommands";
import type { Command } from "../commands/Command";
import { texts } from "../texts/en";
import { acceptNearlyMarked, acceptSuggestions, acceptTarget, chooseClass, copy, deleteTargets, flipHidden, flipLocked, moveLine, paste, selectAll, stepBox, toggleFit, twin } from "./boxActs";
import type { CanvasRoom } from "./CanvasRoom";
import { endSweep, holdAccept, holdDelete } from "./sweeps";

type C = Command<CanvasRoom>;
const t = texts.commands.canvas;
const byKeys = ({ editor }: CanvasRoom) => editor.state.name === "EdgeKeys";
const nudge = (key: string, dx: number, dy: number): C[] => [false, true].map((large) => ({
  id: `nudge-${key}${large ? "-far" : ""}`, title: texts.commands.nudge(key.slice(5), large), group: "boxes", keys: [large ? `shift+${key}` : key], repeats: true,
  anytime: byKeys,
  run: (room) => {
    if (byKeys(room) || room.editor.selection.size > 0) room.editor.send({ type: "nudge", dx, dy, large, time: performance.now() });
    else if (dx !== 0 && !large) dx < 0 ? room.back() : room.next();
  },
}));

/** Every command of the canvas rooms: one key has one meaning everywhere. */
export const canvasCommands: readonly C[] = [
  { id: "accept", title: t["accept"], group: "decide", keys: ["a"], run: (room) => room.accept() },
  { id: "accept-all", title: t["accept-all"], group: "decide", keys: ["shift+a"], run: (room) => acceptSuggestions(room.editor) },
  { id: "accept-one", title: t["accept-one"], group: "decide", keys: ["e"], run: (room) => acceptTarget(room.editor),
    hold: ({ editor }) => holdAccept(editor), release: ({ editor }, letGo) => endSweep(editor, letGo), whileHeld: texts.commands.whileHeld["accept-one"] },
  { id: "accept-nearly", title: t["accept-nearly"], group: "decide", keys: ["shift+e"], run: (room) => acceptNearlyMarked(room.editor) },
  { id: "reject", title: t["reject"], group: "decide", keys: ["r"], run: (room) => room.reject(false) },
  { id: "reject-stay", title: t["reject-stay"], group: "decide", keys: ["shift+r"], run: (room) => room.reject(true) },
  { id: "save", title: t["save"], group: "decide", keys: ["ctrl+s"], run: (room) => room.save() },
  { id: "undo", title: texts.work.undo, group: "decide", keys: ["ctrl+z"], repeats: true, run: (room) => room.undo() },
  { id: "redo", title: texts.work.redo, group: "decide", keys: ["ctrl+y", "ctrl+shift+z"], repeats: true, run: (room) => room.redo() },

  { id: "next-box", title: t["next-box"], group: "boxes", keys: ["s"], repeats: true, anytime: byKeys,
    run: (room) => byKeys(room) ? room.editor.send({ type: "corner" }) : stepBox(room.editor, 1) },
  { id: "previous-box", title: t["previous-box"], group: "boxes", keys: ["shift+s"], repeats: true, run: (room) => stepBox(room.editor, -1) },
  { id: "delete", title: t["delete"], group: "boxes", keys: ["x", "delete"], run: (room) => deleteTargets(room.editor),
    hold: ({ editor }) => holdDelete(editor), release: ({ editor }, letGo) => endSweep(editor, letGo), whileHeld: texts.commands.whileHeld["delete"] },
  ...classCommands<CanvasRoom>((room, label) => chooseClass(room.editor, label)),
  { id: "class", title: t["class"], group: "boxes", keys: ["c"], run: (room) => room.openClasses() },
  { id: "as-before", title: t["as-before"], group: "boxes", keys: ["w"], run: (room) => room.copyBefore() },
  { id: "twin", title: t["twin"], group: "boxes", keys: ["t"], run: (room) => twin(room.editor) },
  { id: "copy", title: t["copy"], group: "boxes", keys: ["ctrl+c"], run: (room) => copy(room.editor) },
  { id: "paste", title: t["paste"], group: "boxes", keys: ["ctrl+v"], run: (room) => paste(room.editor) },
  { id: "select-all", title: t["select-all"], group: "boxes", keys: ["ctrl+a"], run: (room) => selectAll(room.editor) },
  { id: "tool-box", title: t["tool-box"], group: "boxes", keys: ["b"], run: ({ editor }) => { editor.tool = "box"; editor.changed(); } },
  { id: "tool-fix", title: t["tool-fix"], group: "boxes", keys: ["v"], run: ({ editor }) => { editor.tool = "fix"; editor.changed(); } },
  { id: "new-by-keys", title: t["new-by-keys"], group: "boxes", keys: ["n"], run: ({ editor }) => editor.newByKeys() },
  { id: "edit-by-keys", title: t["edit-by-keys"], group: "boxes", keys: ["enter"], anytime: byKeys,
    run: (room) => byKeys(room) ? room.editor.send({ type: "keep" }) : room.editor.editByKeys() },
  { id: "lock", title: t["lock"], group: "boxes", keys: ["l"], run: (room) => flipLocked(room.editor) },
  { id: "escape", title: t["escape"], group: "boxes", keys: ["escape"], anytime: true, run: ({ editor }) => { editor.send({ type: "escape" }); editor.hint(null); } },
  ...nudge("arrowleft", -1, 0), ...nudge("arrowright", 1, 0), ...nudge("arrowup", 0, -1), ...nudge("arrowdown", 0, 1),

  { id: "fit", title: t["fit"], group: "look", keys: ["z"], anytime: true, run: (room) => toggleFit(room.editor) },
  { id: "closer", title: texts.work.zoomIn, group: "look", keys: ["+", "="], anytime: true, repeats: true, run: ({ editor }) => editor.zoom(1.25) },
  { id: "farther", title: texts.work.zoomOut, group: "look", keys: ["-"], anytime: true, repeats: true, run: ({ editor }) => editor.zoom(0.8) },
  { id: "pan", title: t["pan"], group: "look", keys: ["space"], anytime: true,
    run: ({ editor }) => { editor.spaceHeld = true; editor.changed(); }, release: ({ editor }) => { editor.spaceHeld = false; editor.changed(); } },
  { id: "show-less", title: t["show-less"], group: "look", keys: ["."], repeats: true, run: ({ editor }) => moveLine(editor, 0.05) },
  { id: "show-more", title: t["show-more"], group: "look", keys: [","], repeats: true, run: ({ editor }) => moveLine(editor, -0.05) },
  { id: "peek", title: t["peek"], group: "look", keys: ["q"], anytime: true,
    run: ({ editor }) => { editor.peeking = true; editor.changed(); }, release: ({ editor }) => { editor.peeking = false; editor.changed(); } },
  { id: "hide", title: t["hide"], group: "look", keys: ["h"], run: (room) => flipHidden(room.editor) },
  { id: "crosshair", title: texts.work.crosshair, group: "look", keys: ["k"], run: ({ editor }) => { editor.crosshair = !editor.crosshair; editor.changed(); } },
  { id: "minimap", title: t["minimap"], group: "look", keys: ["m"], run: (room) => room.toggleMinimap() },
  { id: "light", title: texts.work.light, group: "look", keys: ["i"], run: (room) => room.toggleLight() },

  { id: "next", title: t["next"], group: "move", keys: ["f"], run: (room) => room.next() },
  { id: "back", title: t["back"], group: "move", keys: ["d"], run: (room) => room.back() },
  { id: "wall", title: t["wall"], group: "move", keys: ["g"], enabled: (room) => room.purpose === "review", run: (room) => room.openWall() },
  { id: "palette", title: texts.common.palette, group: "move", keys: ["ctrl+k"], run: (room) => room.openPalette() },
  { id: "keys", title: texts.common.cheatSheet, group: "move", keys: ["?"], run: (room) => room.openKeys() },
];
