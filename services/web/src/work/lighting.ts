import type { Editor } from "../canvas/Editor";

const BlinkMilliseconds = 320;
const Rest = 1500;

/** Boxes light up for a moment: what was taken back. */
export function light(editor: Editor, ids: readonly string[]): void {
  show(editor, ids);
  setTimeout(() => show(editor, []), Rest);
}

/** Boxes blink twice: what changed meanwhile. Where motion is unwanted they only light up. */
export function blink(editor: Editor, ids: readonly string[]): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return light(editor, ids);
  for (let turn = 0; turn < 4; turn += 1) setTimeout(() => show(editor, turn % 2 === 0 ? ids : []), turn * BlinkMilliseconds);
}

function show(editor: Editor, ids: readonly string[]): void {
  editor.lit = new Set(ids);
  editor.changed();
}
