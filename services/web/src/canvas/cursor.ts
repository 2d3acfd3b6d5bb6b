import type { Editor } from "./Editor";
import type { Sides } from "./space/rects";

/** The pointer says what a press would do. */
export function cursorOf(editor: Editor): string {
  switch (editor.state.name) {
    case "Panning": return "grabbing";
    case "Moving":
    case "PlacingBox": return "move";
    case "Drawing":
    case "Placing":
    case "FourPoints":
    case "MaybeDraw": return "crosshair";
    case "EdgeKeys": return "default";
    case "Sweeping":
      if (editor.state.busy) return "default";
      break;
    case "Idle":
    case "Nudging": break;
    default: return editor.hovered.kind === "handle" || editor.hovered.kind === "edge" ? resizing(editor.hovered.sides) : "default";
  }
  if (editor.spaceHeld) return "grab";
  const hit = editor.hovered;
  if (hit.kind !== "empty" && editor.locked.has(hit.box.id)) return "not-allowed";
  if (hit.kind === "handle" || hit.kind === "edge") return resizing(hit.sides);
  if (hit.kind === "tag" || hit.kind === "plus") return "pointer";
  if (hit.kind === "inside" && editor.tool === "fix") return "move";
  return editor.canDraw ? "crosshair" : "default";
}

function resizing(sides: Sides): string {
  if (sides.x === 0) return "ns-resize";
  if (sides.y === 0) return "ew-resize";
  return sides.x === sides.y ? "nwse-resize" : "nesw-resize";
}
