import { useMemo } from "react";
import { preferences, usePreferences, type Preferences } from "../preferences/preferences";
import { isOfLetter, type Command } from "./Command";

/** For the hand on the right of the keyboard: what these keys did and the vacated ones change places. */
const OtherHand: Readonly<Record<string, string>> = { a: "l", r: "p", d: "j", f: "k", e: "o", x: "m", s: "i", q: "u" };
const Swapped: Readonly<Record<string, string>> = { ...OtherHand, ...Object.fromEntries(Object.entries(OtherHand).map(([from, to]) => [to, from])) };

export type Keys = Preferences["keys"];

/** Commands with this person's keys in place of the built-in ones. */
export function bound<Room>(commands: readonly Command<Room>[], keys: Keys): readonly Command<Room>[] {
  return commands.map((command) => (keys[command.id] ? { ...command, keys: keys[command.id]! } : command));
}

export function useBound<Room>(commands: readonly Command<Room>[]): readonly Command<Room>[] {
  const { keys } = usePreferences();
  return useMemo(() => bound(commands, keys), [commands, keys]);
}

/** Commands other than `id` that `combo` already belongs to. */
export function clashes<Room>(commands: readonly Command<Room>[], id: string, combo: string): readonly Command<Room>[] {
  return commands.filter((command) => command.id !== id && command.keys.includes(combo));
}

/** With `combo` in place of the command's first key, which is the one shown everywhere; its others stay. The command that had `combo` has it no longer. */
export function rebound<Room>(commands: readonly Command<Room>[], keys: Keys, id: string, combo: string): Keys {
  const mine = bound(commands, keys);
  const others = mine.find((command) => command.id === id)!.keys.slice(1).filter((key) => key !== combo);
  const left = clashes(mine, id, combo).map((command) => [command.id, command.keys.filter((key) => key !== combo)] as const);
  return { ...keys, ...Object.fromEntries(left), [id]: [combo, ...others] };
}

/** The command has its usual keys again. */
export function asUsual(keys: Keys, id: string): Keys {
  const { [id]: _, ...others } = keys;
  return others;
}

export function forOtherHand<Room>(commands: readonly Command<Room>[]): Keys {
  const swap = (combo: string) => combo.replace(/^(shift\+)?([a-z])$/, (_, shift: string | undefined, letter: string) => `${shift ?? ""}${Swapped[letter] ?? letter}`);
  return Object.fromEntries(commands.flatMap((command) => {
    const keys = command.keys.map(swap);
    return keys.some((key, i) => key !== command.keys[i]) ? [[command.id, keys]] : [];
  }));
}

export const isSilenced = (combo: string): boolean => !preferences().letters && isOfLetter(combo);
