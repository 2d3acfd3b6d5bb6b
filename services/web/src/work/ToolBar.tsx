import { isOfLetter, keyText } from "../commands/Command";
import { Icon, type IconName } from "../parts/Icon";
import { usePreferences } from "../preferences/preferences";
import { texts } from "../texts/en";
import type { CanvasRoom } from "./CanvasRoom";

interface Tool {
  readonly command: string;
  readonly icon: IconName;
  readonly pressed?: (room: CanvasRoom) => boolean;
}

const Tools: readonly (Tool | null)[] = [
  { command: "tool-box", icon: "box", pressed: (room) => room.editor.tool === "box" },
  { command: "tool-fix", icon: "fix", pressed: (room) => room.editor.tool === "fix" },
  null,
  { command: "closer", icon: "plus" },
  { command: "farther", icon: "minus" },
  { command: "fit", icon: "fit" },
  null,
  { command: "light", icon: "light" },
  { command: "hide", icon: "hide", pressed: (room) => room.editor.allHidden || room.editor.hidden.size > 0 },
  { command: "lock", icon: "lock", pressed: (room) => room.editor.locked.size > 0 },
  { command: "crosshair", icon: "cross", pressed: (room) => room.editor.crosshair },
  null,
  { command: "undo", icon: "undo" },
  { command: "redo", icon: "redo" },
];

/** The tools at the side; each button is a command and shows its key. */
export function ToolBar({ room }: { readonly room: CanvasRoom }) {
  const { letters } = usePreferences();
  return (
    <div className="tools" role="toolbar" aria-label={texts.work.tools} aria-orientation="vertical">
      {Tools.map((tool, i) => {
        if (tool === null) return <hr key={i} />;
        const command = room.commands.find((one) => one.id === tool.command);
        if (!command) return null;
        const key = command.keys[0] ?? "";
        const shown = !letters && isOfLetter(key) ? undefined : key.startsWith("ctrl") ? `^${key.at(-1)!.toUpperCase()}` : keyText(key);
        return (
          <button key={tool.command} className="tool" aria-label={command.title} title={command.title} aria-pressed={tool.pressed?.(room)} aria-keyshortcuts={shown && key} data-key={shown} onClick={() => command.run(room)}>
            <Icon name={tool.icon} />
          </button>
        );
      })}
    </div>
  );
}
