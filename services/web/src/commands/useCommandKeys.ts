import { useEffect, useRef } from "react";
import type { Command } from "./Command";
import { isCovered } from "./isCovered";
import { Keys, type Gesture } from "./Keys";
import { offerCommands } from "./roomCommands";

/** Keys act while the canvas has focus, or nothing in particular; never inside a field or a dialog. */
export function useCommandKeys<Room>(commands: readonly Command<Room>[], room: Room, gesture: Gesture): void {
  const now = useRef({ commands, room, gesture });
  now.current = { commands, room, gesture };
  useEffect(() => offerCommands(() => now.current), []);
  useEffect(() => {
    const keys = new Keys(() => now.current);
    const down = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const onCanvas = target.closest?.("[role=application]") !== null;
      if (!event.defaultPrevented && (onCanvas || target === document.body) && !isCovered()) keys.down(event);
    };
    const up = (event: KeyboardEvent) => keys.up(event.code);
    const lose = () => keys.lose();
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", lose);
    return () => {
      lose();
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", lose);
    };
  }, []);
}
