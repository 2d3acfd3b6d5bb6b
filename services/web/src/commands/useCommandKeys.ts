import { useEffect, useRef } from "react";
import { comboOf, findCommand, type Command } from "./Command";
import { isCovered } from "./isCovered";
import { isSilenced } from "./keyMap";
import { offerCommands } from "./roomCommands";

interface Gesture {
  readonly isBusy: () => boolean;
  readonly onBusy: () => void;
}

/** Keys act while the canvas has focus, or nothing in particular; never inside a field or a dialog, and a held key decides nothing. */
export function useCommandKeys<Room>(commands: readonly Command<Room>[], room: Room, gesture: Gesture): void {
  const now = useRef({ commands, room, gesture });
  now.current = { commands, room, gesture };
  useEffect(() => offerCommands(() => now.current), []);
  useEffect(() => {
    const held = new Map<string, Command<Room>>();
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const onCanvas = target.closest?.("[role=application]") !== null;
      if (event.defaultPrevented || !(onCanvas || target === document.body) || isCovered()) return;
      const combo = comboOf(event);
      const command = combo === null || isSilenced(combo) ? undefined : findCommand(now.current.commands, combo);
      if (!command) return;
      const { room: current, gesture: hand } = now.current;
      event.preventDefault();
      if (event.repeat && !command.repeats) return;
      const anytime = typeof command.anytime === "function" ? command.anytime(current) : command.anytime;
      if (hand.isBusy() && !anytime) return hand.onBusy();
      if (command.enabled?.(current) === false) return command.otherwise?.(current);
      if (command.release) held.set(event.code, command);
      command.run(current);
    };
    const release = (event: KeyboardEvent) => {
      held.get(event.code)?.release?.(now.current.room);
      held.delete(event.code);
    };
    const releaseAll = () => {
      for (const command of held.values()) command.release?.(now.current.room);
      held.clear();
    };
    addEventListener("keydown", press);
    addEventListener("keyup", release);
    addEventListener("blur", releaseAll);
    return () => {
      releaseAll();
      removeEventListener("keydown", press);
      removeEventListener("keyup", release);
      removeEventListener("blur", releaseAll);
    };
  }, []);
}
