/** One act of a person, for key, button and palette alike. */
export interface Command<Room> {
  readonly id: string;
  readonly title: string;
  readonly group: "decide" | "boxes" | "look" | "move";
  /** As comboOf names them; the first is shown. */
  readonly keys: readonly string[];
  /** May also act while a gesture is under way, or in some of them. */
  readonly anytime?: boolean | ((room: Room) => boolean);
  /** A held key repeats it; a decision never does. */
  readonly repeats?: boolean;
  readonly run: (room: Room) => void;
  /** In place of `run` when its key goes down, where holding the key means more than pressing it. */
  readonly hold?: (room: Room) => void;
  /** Ends what holding the key began; `letGo` false: the key is no longer heard. */
  readonly release?: (room: Room, letGo: boolean) => void;
  /** What holding the key does, in words. */
  readonly whileHeld?: string;
  readonly enabled?: (room: Room) => boolean;
  /** What its key does while it is not enabled: it says why. */
  readonly otherwise?: (room: Room) => void;
}

export interface KeyLike {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** "a", "shift+a", "ctrl+z", "1", "?", "arrowleft". Letters follow the printed key, digits the position. */
export function comboOf(event: KeyLike): string | null {
  if (event.altKey) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const key = digit && !event.shiftKey ? digit : event.key.toLowerCase();
  const named = /^[a-z]$/.test(key) || key.length > 1;
  const shift = event.shiftKey && named ? "shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${shift}${key === " " ? "space" : key}`;
}

const Shown: Record<string, string> = {
  arrowleft: "←", arrowright: "→", arrowup: "↑", arrowdown: "↓", escape: "Esc", delete: "Del", enter: "Enter", space: "Space", backspace: "Backspace",
};

/** As it is printed on keys: "Ctrl+Z". */
export function keyText(combo: string): string {
  if (combo === "+") return "+";
  return combo.split("+").map((part) => Shown[part] ?? (part.length === 1 ? part.toUpperCase() : part[0]!.toUpperCase() + part.slice(1))).join("+");
}

/** A key without Ctrl that prints something, as a combo or as it is shown: those are what "letters off" silences. */
export const isOfLetter = (key: string): boolean => /^(shift\+)?[^←→↑↓]$/i.test(key);

/** Those of a command's keys that act. */
export const liveKeys = (command: Pick<Command<never>, "keys">, letters: boolean): string[] => command.keys.filter((key) => letters || !isOfLetter(key));

export function findCommand<Room>(commands: readonly Command<Room>[], combo: string): Command<Room> | undefined {
  return commands.find((command) => command.keys.includes(combo));
}
