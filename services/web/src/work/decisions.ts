import { say, sayTakenBack } from "../parts/Toasts";
import { texts } from "../texts/en";
import { add, discardSuggestions } from "./boxActs";
import { light } from "./lighting";
import type { WorkImage } from "./WorkImage";
import type { WorkQueue } from "./WorkQueue";

const t = texts.work;
/** A decision covers what was painted, and somebody must have had the chance to see it. */
const LookMilliseconds = 250;

/** A: what I see is right and complete. Whatever was not in sight is shown first. */
export function accept(queue: WorkQueue, work: WorkImage): void {
  const { editor } = work;
  if (work.paintedAt === null || performance.now() - work.paintedAt < LookMilliseconds) return;
  if (editor.allHidden || editor.hidden.size > 0) {
    editor.allHidden = false;
    editor.hidden.clear();
    say(t.hiddenShown);
    return editor.changed();
  }
  if (!work.askedOutside && editor.visible().some((box) => !editor.view.contains(box))) {
    work.askedOutside = true;
    editor.look(editor.view.fitted());
    return say(t.zoomedOut);
  }
  // In Audit an image without a suggestion, or whose suggestions the person deleted, is clear; one whose suggestions are only hidden is asked about.
  const unclear = queue.purpose === "label" || editor.boxes.all().some((box) => !box.ghost || editor.showFrom !== null);
  if (unclear && work.kept().length === 0 && !work.askedEmpty) {
    work.askedEmpty = true;
    return editor.hint("sureNothing");
  }
  void work.decide(work.isSuggested ? (work.isAsSuggested ? "accept" : "correct") : "done");
  void queue.next();
}

/** R: the model's boxes are of no use. */
export function reject(queue: WorkQueue, work: WorkImage, stay: boolean): void {
  if (queue.purpose === "review" && work.isSuggested && !stay) {
    void work.decide("reject");
    void queue.next();
  } else {
    discardSuggestions(work.editor);
    work.editor.tool = "box";
    work.editor.changed();
  }
}

/** Ctrl+Z: here, else the last act on the image before is taken back, in the same press, and shown. */
export async function undo(queue: WorkQueue, work: WorkImage): Promise<void> {
  if (work.editor.undo()) return;
  const before = queue.before;
  if (!before) return;
  const decided = before.decided;
  await queue.back();
  if (decided === null) return;
  await before.takeBack();
  light(before.editor, before.kept().map((box) => box.id));
  sayTakenBack(t.takenBack(t.acts[decided] ?? decided, before.item.name));
}

/** A decision that was taken back is made again. */
export async function redo(queue: WorkQueue, work: WorkImage): Promise<void> {
  const again = work.takenBack;
  if (again && !work.editor.undoStack.canRedo) {
    await work.decide(again);
    await queue.next();
  } else {
    work.editor.redo();
  }
}

/** W: the boxes of the image before, as this person's own. */
export function copyBefore(queue: WorkQueue, work: WorkImage): void {
  const before = queue.before?.kept() ?? [];
  before.length > 0 ? add(work.editor, before, 0) : say(t.nothingBefore);
}
