import { change } from "../canvas/change/ChangeSet";
import type { Box } from "../canvas/change/Box";
import type { Editor } from "../canvas/Editor";
import { moved, rounded } from "../canvas/space/rects";
import { say } from "../parts/Toasts";
import { texts } from "../texts/en";

let clipboard: readonly Box[] = [];
let copies = 0;

const isSuggested = (box: Box): boolean => box.mark === "suggested";

/** E: this suggestion, else the next one; the one after it is selected. */
export function acceptTarget(editor: Editor, on = editor.keyTarget()): void {
  const targets = on.filter(isSuggested);
  const chosen = targets.length > 0 ? targets : doubtfulFirst(editor).filter(isSuggested).slice(0, 1);
  editor.accept(chosen);
  const next = doubtfulFirst(editor).find(isSuggested);
  editor.select(next ? [next.id] : []);
}

export function acceptSuggestions(editor: Editor): void {
  editor.accept(editor.visible().filter(isSuggested));
}

/** Shift+E: of what is nearly marked the surest; again, the next one. */
export function acceptNearlyMarked(editor: Editor): void {
  const [surest] = editor.nearlyMarked();
  if (!surest) return;
  editor.accept([surest]);
  editor.select([surest.id]);
}

export function discardSuggestions(editor: Editor): void {
  editor.commit(change({ deleted: editor.boxes.all().filter(isSuggested) }), "discard");
}

export function deleteTargets(editor: Editor): void {
  const targets = editor.keyTarget();
  targets.length > 0 ? editor.remove(targets) : say(texts.work.nothingUnder);
}

/** A digit: class of the key target, else of the next box. */
export function chooseClass(editor: Editor, labelId: string): void {
  const targets = editor.keyTarget().filter((box) => box.labelId !== labelId);
  editor.labelId = labelId;
  editor.change(targets.map((box) => ({ ...box, labelId })), "relabel");
  editor.changed();
}

export function stepBox(editor: Editor, by: 1 | -1): void {
  const order = doubtfulFirst(editor);
  if (order.length === 0) return;
  const now = order.findIndex((box) => editor.selection.has(box.id));
  const next = order[(now + by + order.length) % order.length] ?? order[0]!;
  editor.select([next.id]);
  if (!editor.view.contains(next)) editor.look(editor.view.showing(next));
}

/** Suggestions by doubt, then the others from the upper left. */
function doubtfulFirst(editor: Editor): Box[] {
  return [...editor.visible()].sort((a, b) => Number(isSuggested(b)) - Number(isSuggested(a))
    || (isSuggested(a) ? (a.score ?? 0) - (b.score ?? 0) : a.y - b.y || a.x - b.x));
}

export function twin(editor: Editor): void {
  add(editor, editor.keyTarget(), 12);
}

export function copy(editor: Editor): void {
  if (editor.selection.size > 0) clipboard = editor.selected();
}

export function paste(editor: Editor): void {
  add(editor, clipboard, clipboard.some((box) => editor.boxes.has(box.id)) ? 12 : 0);
}

/** Copies as a person's own boxes, a little aside so that they can be seen. */
export function add(editor: Editor, boxes: readonly Box[], aside: number): void {
  const shift = editor.view.length(aside);
  const created = boxes.map((box): Box => rounded({
    ...moved(box, shift, shift, editor.view.image), id: `new-copy-${Date.now().toString(36)}-${copies++}`, labelId: box.labelId, mark: "mine",
  }));
  editor.commit(change({ created }), "paste");
  editor.select(created.map((box) => box.id));
}

export function selectAll(editor: Editor): void {
  editor.select(editor.visible().map((box) => box.id));
}

export function flipHidden(editor: Editor): void {
  const targets = editor.selected();
  if (targets.length === 0) {
    if (editor.hidden.size > 0) editor.hidden.clear();
    else editor.allHidden = !editor.allHidden;
  }
  for (const box of targets) editor.hidden.has(box.id) ? editor.hidden.delete(box.id) : editor.hidden.add(box.id);
  if (targets.length > 0) editor.select([]);
  editor.changed();
}

export function flipLocked(editor: Editor): void {
  for (const box of editor.keyTarget()) editor.locked.has(box.id) ? editor.locked.delete(box.id) : editor.locked.add(box.id);
  editor.changed();
}

const GhostMilliseconds = 1500;
let ghostsGo: ReturnType<typeof setTimeout> | undefined;

/** The line under which suggestions are not shown moves; for a moment one sees what lies below it. */
export function moveLine(editor: Editor, by: number): void {
  showLine(editor, Math.round((editor.line + by) * 20) / 20);
}

export function showLine(editor: Editor, from: number): void {
  clearTimeout(ghostsGo);
  editor.ghosts = true;
  editor.show(from);
  ghostsGo = setTimeout(() => {
    editor.ghosts = false;
    editor.changed();
  }, GhostMilliseconds);
}

/** What somebody else deleted under this hand can be put back as a new box with Ctrl+V. */
export function offer(boxes: readonly Box[]): void {
  clipboard = boxes;
}

export function toggleFit(editor: Editor): void {
  const target = editor.keyTarget()[0];
  editor.look(editor.view.isFit && target ? editor.view.showing(target) : editor.view.fitted());
}
