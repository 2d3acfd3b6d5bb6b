import type { Editor } from "../canvas/Editor";
import { ghostTarget } from "../canvas/ghostTarget";
import { say } from "../parts/Toasts";
import { texts } from "../texts/en";
import { acceptTarget, deleteTargets } from "./boxActs";

/**
 * E goes down. On a ghost it takes that one, and a sweep begins; on ground beside ghosts a sweep may begin, so that what E does there waits for the key to come up.
 * With a selection, on a suggestion or without a pointer on the picture it is the act of one press.
 */
export function holdAccept(editor: Editor): void {
  const { pointer: at } = editor;
  const first = ghostTarget(editor);
  const isOnSuggestion = !first && editor.keyTarget().some((box) => box.mark === "suggested");
  if (at === null || editor.selection.size > 0 || isOnSuggestion || editor.nearlyMarked().length === 0) return acceptTarget(editor);
  editor.send({ type: "sweep", act: "take", first, at, otherwise: () => acceptTarget(editor, []), time: performance.now() });
}

/** X goes down: what the pointer is on goes, and a sweep begins, on ground too. A selection, or a ghost by its plus, goes by one press. */
export function holdDelete(editor: Editor): void {
  const { pointer: at } = editor;
  const first = editor.keyTarget()[0] ?? null;
  if (at === null || editor.selection.size > 0 || (first && editor.isBelow(first))) return deleteTargets(editor);
  editor.send({ type: "sweep", act: "delete", first, at, otherwise: () => say(texts.work.nothingUnder), time: performance.now() });
}

/** The key is up; or it is no longer heard, which decides nothing. */
export function endSweep(editor: Editor, letGo: boolean): void {
  if (editor.state.name !== "Sweeping") return;
  letGo ? editor.send({ type: "release", time: performance.now() }) : editor.cancel();
}
