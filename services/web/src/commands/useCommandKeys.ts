import { useEffect, useRef } from "react";
import { comboOf, findCommand, type Command } from "./Command";

interface Gesture {
  readonly isBusy: () => boolean;
  readonly onBusy: () => void;
}

/** Keys act while the canvas has focus, or nothing in particular; never inside a field or a dialog, and a held key decides nothing. */
export function useCommandKeys<Room>(commands: readonly Command<Room>[], room: Room, gesture: Gesture): void {
  const now = useRef({ commands, room, gesture });
  now.current = { commands, room, gesture };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const onCanvas = target.closest?.("[role=application]") !== null;
      if (event.defaultPrevented || !(onCanvas || target === document.body)) return;
      const combo = comboOf(event);
      const command = combo === null ? undefined : findCommand(now.current.commands, combo);
      if (!command) return;
      const { room: current, gesture: hand } = now.current;
      event.preventDefault();
      if (event.repeat && !command.repeats) return;
      if (hand.isBusy() && !command.anytime) return hand.onBusy();
      if (command.enabled?.(current) !== false) command.run(current);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
