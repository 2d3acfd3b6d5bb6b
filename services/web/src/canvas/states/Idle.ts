import { insideAt } from "../space/hits";
import type { Editor } from "../Editor";
import { Framing } from "./Framing";
import { MaybeDraw } from "./MaybeDraw";
import { Nudging } from "./Nudging";
import { Pointing } from "./Pointing";
import { PointingEdge } from "./PointingEdge";
import type { Input, PointerInput, State } from "./State";
import { Sweeping } from "./Sweeping";

/** Nothing under way: hovering names the key target, a press begins a gesture. */
export class Idle implements State {
  readonly name = "Idle";
  readonly busy = false;

  on(input: Input, editor: Editor): State {
    if (input.type === "down") return press(input, editor);
    if (input.type === "sweep") return new Sweeping(input, editor);
    if (input.type === "move") editor.hover(editor.hit(input.at, input.kind), input.at);
    if (input.type === "escape") editor.select([]);
    return input.type === "nudge" && editor.selection.size > 0 ? new Nudging().on(input, editor) : this;
  }

  cancel(): void {}
}

function press(input: PointerInput, editor: Editor): State {
  const hit = editor.hit(input.at, input.kind);
  const fixes = (editor.tool === "fix") !== input.swap;
  switch (hit.kind) {
    case "handle":
    case "edge":
      if (input.shift) return new Pointing(input, hit.box, editor);
      editor.select([hit.box.id]);
      return new PointingEdge(input, hit.box, hit.sides, editor);
    case "tag":
      return new Pointing(input, hit.box, editor, true);
    case "inside":
      if (input.shift && !fixes) return new Framing(input, editor);
      if (fixes) return new Pointing(input, deeper(input, editor) ?? hit.box, editor);
      break;
    case "plus":
      break;
    case "empty":
      if (input.shift) return new Framing(input, editor);
  }
  return new MaybeDraw(input);
}

/** In Fix a press on what is selected already keeps it, so that a whole selection can be dragged. */
function deeper(input: PointerInput, editor: Editor) {
  return insideAt(editor.scene(), input.at).find((box) => editor.selection.has(box.id));
}
