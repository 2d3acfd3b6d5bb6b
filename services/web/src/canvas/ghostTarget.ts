import type { Box } from "./change/Box";
import type { Editor } from "./Editor";
import { insideAt } from "./space/hits";

/** The ghost that E takes: the one whose plus the pointer is on; where nothing is selected or under way also the smallest around it, unless a smaller suggestion lies there. */
export function ghostTarget(editor: Editor): Box | null {
  const { pointer, hovered } = editor;
  if (!pointer) return null;
  const { view, boxes, ghosts } = editor.scene();
  const named = hovered.kind === "plus" ? ghosts.find((ghost) => ghost.id === hovered.box.id) : undefined;
  if (named || editor.selection.size > 0 || editor.state.busy) return named ?? null;
  const [smallest] = insideAt({ view, boxes: [...ghosts, ...boxes.filter((box) => box.mark === "suggested")] }, pointer);
  return smallest && ghosts.includes(smallest) ? smallest : null;
}
