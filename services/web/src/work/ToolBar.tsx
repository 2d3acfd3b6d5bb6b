import { Icon } from "../parts/Icon";
import { texts } from "../texts/en";
import type { CanvasRoom } from "./CanvasRoom";
import { canvasCommands } from "./canvasCommands";

const t = texts.work;
const Buttons = [
  { command: "tool-box", icon: "box", pressed: (room: CanvasRoom) => room.editor.tool === "box" },
  { command: "tool-fix", icon: "fix", pressed: (room: CanvasRoom) => room.editor.tool === "fix" },
  null,
  { command: "closer", icon: "plus" },
  { command: "farther", icon: "minus" },
  { command: "fit", icon: "fit" },
  null,
  { command: "light", icon: "light" },
  { command: "hide", icon: "hide", pressed: (room: CanvasRoom) => room.editor.allHidden || room.editor.hidden.size > 0 },
  { command: "crosshair", icon: "cross", pressed: (room: CanvasRoom) => room.editor.crosshair },
  null,
  { command: "undo", icon: "undo" },
  { command: "redo", icon: "redo" },
  null,
  { command: "palette", icon: "search" },
  { command: "keys", icon: "keys" },
] as const;

/** The tools at the left; each button is a command and shows its key. */
export function ToolBar({ room }: { readonly room: CanvasRoom }) {
  return (
    <div className="tools" role="toolbar" aria-label={t.tools} aria-orientation="vertical">
      {Buttons.map((button, i) => {
        if (button === null) return <hr key={i} />;
        const command = canvasCommands.find((one) => one.id === button.command)!;
        const key = command.keys[0]!;
        const pressed = "pressed" in button ? button.pressed(room) : undefined;
        return (
          <button key={button.command} className="tool" aria-label={command.title} title={command.title} aria-pressed={pressed} aria-keyshortcuts={key} onClick={() => command.run(room)}>
            <Icon name={button.icon} />{key.startsWith("ctrl") ? `^${key.at(-1)!.toUpperCase()}` : key.toUpperCase()}
          </button>
        );
      })}
    </div>
  );
}
