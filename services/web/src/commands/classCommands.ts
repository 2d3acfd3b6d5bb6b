import type { Label } from "../api/types";
import { say } from "../parts/Toasts";
import { texts } from "../texts/en";
import type { Command } from "./Command";

interface WithClasses {
  readonly labels: readonly Label[];
}

/** The ten digits, each for the class that has it; one that no class has says which there are. */
export function classCommands<Room extends WithClasses>(choose: (room: Room, labelId: string) => void): readonly Command<Room>[] {
  return Array.from({ length: 10 }, (_, i): Command<Room> => {
    const digit = `${(i + 1) % 10}`;
    const of = (room: Room) => room.labels.find((label) => label.key === digit);
    return {
      id: `class-${digit}`, title: texts.commands.classNumber(i + 1), group: "boxes", keys: [digit],
      enabled: (room) => of(room) !== undefined, run: (room) => choose(room, of(room)!.id), otherwise: (room) => say(noClass(digit, room.labels)),
    };
  });
}

export function noClass(digit: string, labels: readonly Label[]): string {
  const digits = labels.flatMap((label) => label.key ?? []).sort((a, b) => (Number(a) || 10) - (Number(b) || 10));
  return texts.commands.noClass(digit, digits);
}
