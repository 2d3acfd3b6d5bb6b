import { comboOf, findCommand, type Command, type KeyLike } from "./Command";
import { isSilenced } from "./keyMap";

export interface Gesture {
  readonly isBusy: () => boolean;
  readonly onBusy: () => void;
}

export interface KeysNow<Room> {
  readonly commands: readonly Command<Room>[];
  readonly room: Room;
  readonly gesture: Gesture;
}

export interface KeyDown extends KeyLike {
  readonly repeat: boolean;
  preventDefault(): void;
}

/** Keys that go down and up as commands: a held key decides nothing again. */
export class Keys<Room> {
  private readonly held = new Map<string, Command<Room>>();

  constructor(private readonly now: () => KeysNow<Room>) {}

  down(event: KeyDown): void {
    const { commands, room, gesture } = this.now();
    const combo = comboOf(event);
    const command = combo === null || isSilenced(combo) ? undefined : findCommand(commands, combo);
    if (!command) return;
    event.preventDefault();
    if (event.repeat && !command.repeats) return;
    const anytime = typeof command.anytime === "function" ? command.anytime(room) : command.anytime;
    if (gesture.isBusy() && !anytime) return gesture.onBusy();
    // Quick fingers overlap: what was pressed before comes first, though its key is not up yet.
    if (!anytime) for (const [code, before] of this.held) if (before.hold) this.up(code);
    if (command.enabled?.(room) === false) return command.otherwise?.(room);
    if (command.release) this.held.set(event.code, command);
    (command.hold ?? command.run)(room);
  }

  up(code: string): void {
    this.held.get(code)?.release?.(this.now().room, true);
    this.held.delete(code);
  }

  /** They are no longer heard: the window lost the focus, the room is left. */
  lose(): void {
    for (const command of this.held.values()) command.release?.(this.now().room, false);
    this.held.clear();
  }
}
