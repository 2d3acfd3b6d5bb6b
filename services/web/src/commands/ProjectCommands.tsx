import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { Icon } from "../parts/Icon";
import { texts } from "../texts/en";
import { CheatSheet } from "./CheatSheet";
import { comboOf, findCommand, type Command } from "./Command";
import { isCovered } from "./isCovered";
import { isSilenced, useBound } from "./keyMap";
import { Palette } from "./Palette";
import { offered, onShowCommands, showCommands, type Shown } from "./roomCommands";

const t = texts.commands;
const Both: readonly Command<unknown>[] = [
  { id: "palette", title: texts.common.palette, group: "move", keys: ["ctrl+k"], run: () => showCommands("palette") },
  { id: "keys", title: texts.common.cheatSheet, group: "move", keys: ["?"], run: () => showCommands("keys") },
];

/** The palette and the sheet of keys of every room of a project: what the room can do, and the ways to the others. */
export function ProjectCommands({ project, rooms }: { readonly project: string; readonly rooms: readonly (keyof typeof texts.rooms)[] }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState<Shown | null>(null);
  const both = useBound(Both);
  const ways = useMemo((): readonly Command<unknown>[] => [
    ...rooms.map((room): Command<unknown> => ({ id: `to-${room}`, title: t.to(texts.rooms[room]), group: "move", keys: [], run: () => void navigate(`/p/${project}/${room}`) })),
    { id: "to-overview", title: t.to(texts.rooms.overview), group: "move", keys: [], run: () => void navigate(`/p/${project}`) },
    { id: "to-projects", title: t.to(texts.rooms.projects), group: "move", keys: [], run: () => void navigate("/") },
    { id: "to-my-keys", title: t.to(texts.keys.mine), group: "move", keys: [], run: () => void navigate("/settings/keys") },
  ], [navigate, project, rooms]);
  useEffect(() => onShowCommands(setOpen), []);
  const bound = useRef(both);
  bound.current = both;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || target.closest?.("input, textarea, select, [contenteditable]") || isCovered()) return;
      // There the room hears its own keys, and knows whether somebody is drawing.
      if (offered().commands.length > 0 && (target === document.body || target.closest?.("[role=application]"))) return;
      const combo = comboOf(event);
      const command = combo === null || isSilenced(combo) ? undefined : findCommand(bound.current, combo);
      if (!command) return;
      event.preventDefault();
      command.run(null);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);

  const { commands, room } = offered();
  const own = commands.length > 0 ? commands : both;
  return (
    <>
      {both.map((command) => (
        <button key={command.id} className="button quiet icon" aria-label={command.title} title={command.title} aria-keyshortcuts={command.keys[0]} onClick={() => command.run(null)}>
          <Icon name={command.id === "keys" ? "keys" : "search"} size={18} />
        </button>
      ))}
      <Palette open={open === "palette"} onClose={() => setOpen(null)} title={t.title} commands={[...own, ...ways]} room={room} />
      <CheatSheet open={open === "keys"} onClose={() => setOpen(null)} commands={own} />
    </>
  );
}
