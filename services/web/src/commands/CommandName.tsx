import { usePreferences } from "../preferences/preferences";
import { liveKeys, type Command } from "./Command";

/** A command's name, and what holding its key does, where a key does it. */
export function CommandName<Room>({ command }: { readonly command: Command<Room> }) {
  const { letters } = usePreferences();
  const isHeld = command.whileHeld && liveKeys(command, letters).length > 0;
  return <span>{command.title}{isHeld && <small className="muted while-held">{command.whileHeld}</small>}</span>;
}
