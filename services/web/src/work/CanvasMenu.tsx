import { useEffect, useRef } from "react";
import { keyText } from "../commands/Command";
import type { ViewPoint } from "../canvas/space/points";
import { Key } from "../parts/Key";
import { texts } from "../texts/en";
import type { CanvasRoom } from "./CanvasRoom";

const OnBox = ["class", "accept-one", "twin", "edit-by-keys", "hide", "lock", "delete"];
const OnGround = ["paste", "as-before", "select-all", "new-by-keys", "fit"];

/** What can be done here, for fingers and the right button: each entry is a command with its key. */
export function CanvasMenu({ room, at, onClose }: { readonly room: CanvasRoom; readonly at: ViewPoint; readonly onClose: () => void }) {
  const root = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement as HTMLElement;
    root.current?.querySelector("button")?.focus();
    const outside = (event: PointerEvent) => {
      if (root.current?.contains(event.target as Node)) return;
      // Closing the menu is all that this press does: no corner is set under it.
      event.stopPropagation();
      close.current();
    };
    addEventListener("pointerdown", outside, true);
    return () => {
      removeEventListener("pointerdown", outside, true);
      if (document.activeElement === document.body) before.focus({ preventScroll: true });
    };
  }, []);
  const target = room.editor.selected()[0];
  const wanted = target ? OnBox.filter((id) => id !== "accept-one" || target.mark === "suggested") : OnGround;
  const step = (by: number) => {
    const buttons = [...(root.current?.querySelectorAll("button") ?? [])];
    buttons[(buttons.indexOf(document.activeElement as HTMLButtonElement) + by + buttons.length) % buttons.length]?.focus();
  };
  const { width, height } = room.editor.view.size;
  return (
    <div ref={root} className="canvas-menu" role="menu" aria-label={texts.work.menu}
      style={{ left: Math.min(at.x, Math.max(width - 240, 0)), top: Math.min(at.y, Math.max(height - wanted.length * 38 - 16, 0)) }}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "ArrowDown") step(1);
        else if (event.key === "ArrowUp") step(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}>
      {room.commands.filter((command) => wanted.includes(command.id)).map((command) => (
        <button key={command.id} role="menuitem" title={command.whileHeld} onClick={() => { onClose(); command.run(room); }}>
          <span>{command.title}</span>{command.keys[0] && <Key>{keyText(command.keys[0])}</Key>}
        </button>
      ))}
    </div>
  );
}
