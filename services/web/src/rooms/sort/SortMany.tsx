import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useNavigate } from "react-router";
import { thumbnailUrl } from "../../api/client";
import { showCommands } from "../../commands/roomCommands";
import { useCommandKeys } from "../../commands/useCommandKeys";
import { saver } from "../../journal/saving";
import { Problem } from "../../parts/Problem";
import { say, sayTakenBack } from "../../parts/Toasts";
import { usePreferences } from "../../preferences/preferences";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { useActiveTime } from "../../work/useActiveTime";
import { manyCommands, type SortHandle } from "./sortCommands";
import { Nothing, SortMode } from "./SortRoom";
import { Tray } from "./Tray";

const t = texts.sort;
const Side = 140;
const Gap = 8;
const MostOnScreen = 100;

/** A screen of unsorted images: select some, press the digit of their class. As many as fit above the classes, however many rows these take. */
export function SortMany() {
  const area = useRef<HTMLDivElement>(null);
  const [grid, setGrid] = useState<{ columns: number; rows: number } | null>(null);
  useLayoutEffect(() => {
    const { clientWidth, clientHeight } = area.current!;
    const fit = (length: number) => Math.max(Math.floor((length + Gap) / (Side + Gap)), 1);
    setGrid({ columns: fit(clientWidth), rows: fit(clientHeight) });
  }, []);
  return (
    <>
      <SortMode mode="many" purpose="label" />
      <div className="wall wide"><div className="wall-area sorting" style={{ gridRow: "1 / -1", ["--side" as string]: `${Side}px` }}>
        {grid ? <Screen grid={grid} /> : <><div className="grow" ref={area} /><ClassBar selected={0} /></>}
      </div></div>
    </>
  );
}

function Screen({ grid }: { readonly grid: { readonly columns: number; readonly rows: number } }) {
  const project = useRoomProject();
  const navigate = useNavigate();
  const tray = useMemo(() => new Tray(project.id, Math.min(grid.columns * grid.rows, MostOnScreen), saver), [project.id, grid]);
  useSyncExternalStore(tray.subscribe, tray.snapshot);
  useEffect(() => { void tray.fill(); return () => tray.close(); }, [tray]);
  const [chosen, setAt] = useState(0);
  /** The tile that was the current one before the press, which gives the focus to the pressed one. */
  const from = useRef(0);
  /** The focus came to its tile by keys, so that it shows. */
  const isByKeys = useRef(false);
  useActiveTime(tray.time);
  const { items, selected } = tray;
  const at = Math.max(Math.min(chosen, items.length - 1), 0);
  const focus = (index: number) => {
    setAt(index);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-crop="${index}"]`)?.focus());
  };
  const step = { left: -1, right: 1, up: -grid.columns, down: grid.columns } as const;
  const room: SortHandle = {
    labels: project.labels,
    isClass: (label) => {
      const isOnTile = isByKeys.current && document.activeElement?.matches("[data-crop]") === true;
      if (selected.size === 0 && (!isOnTile || !items[at])) return say(t.selectFirst);
      if (selected.size === 0) tray.select([items[at]!.id]);
      const sorting = tray.sort(label);
      // Who works by keys stays among the images.
      const isScreenDone = tray.items.length === 0;
      if (isOnTile && !isScreenDone) focus(Math.min(at, tray.items.length - 1));
      void sorting.then((count) => {
        say(t.sorted(count, project.labels.find((one) => one.id === label)?.name ?? ""));
        if (isOnTile && isScreenDone) focus(0);
      });
    },
    next: () => void tray.fill(),
    select: () => { isByKeys.current = true; if (items[at]) tray.select([items[at].id], true); },
    clear: () => tray.select([]),
    selectAll: () => tray.select(items.map((item) => item.id)),
    move: (by, extend) => {
      const to = Math.min(Math.max(at + step[by], 0), items.length - 1);
      isByKeys.current = true;
      if (extend && to !== at) tray.select([...selected, items[at]!.id, items[to]!.id]);
      focus(to);
    },
    undo: () => void tray.undo().then((count) => count > 0 && sayTakenBack(t.takenBack(count))),
    switchMode: () => void navigate(`/p/${project.id}/label`),
    openPalette: () => showCommands("palette"),
    openKeys: () => showCommands("keys"),
  };
  useCommandKeys(manyCommands, room, { isBusy: () => false, onBusy: () => undefined });
  if (tray.error) return <Problem error={tray.error} onRetry={() => void tray.fill()} />;
  if (!tray.isLoading && items.length === 0) return <Nothing queue={{ purpose: "label", look: () => tray.fill(), canGoBack: tray.canUndo, back: async () => { await tray.undo(); } }} />;
  return (
    <>
      <div className="wall-grid grow" role="application" aria-label={t.many} onPointerDown={() => { from.current = at; isByKeys.current = false; }} style={{ gridTemplateColumns: `repeat(${grid.columns}, var(--side))` }}>
        {items.map((item, i) => (
          <button key={item.id} className="crop" data-crop={i} tabIndex={i === at ? 0 : -1} aria-pressed={selected.has(item.id)} aria-label={item.name} title={item.name} onFocus={(event) => { isByKeys.current = event.currentTarget.matches(":focus-visible"); setAt(i); }}
            onClick={(event) => {
              if (event.shiftKey) tray.selectRange(from.current, i);
              else tray.select([item.id], true);
              setAt(i);
            }}>
            <img src={thumbnailUrl(item.id, 320)} alt="" />{selected.has(item.id) && <span className="verdict" aria-hidden="true">✓</span>}
          </button>
        ))}
      </div>
      <ClassBar selected={selected.size} room={room} canUndo={tray.canUndo} />
    </>
  );
}

/** What the selected ones are. */
function ClassBar({ selected, room, canUndo = false }: { readonly selected: number; readonly room?: SortHandle; readonly canUndo?: boolean }) {
  const { labels } = useRoomProject();
  const { letters } = usePreferences();
  return (
    <div className="decide" role="toolbar" aria-label={texts.commands.groups.decide}>
      <span className="number small grow" role="status">{selected > 0 ? (letters ? t.selected(selected) : t.selectedOff(selected)) : letters ? t.selectLine : t.selectLineOff}</span>
      <button className="button" disabled={!canUndo} onClick={() => room?.undo()}><Key>Ctrl+Z</Key>{texts.work.undo}</button>
      <button className="button" onClick={() => room?.next?.()}><Key>F</Key>{t.others}</button>
      <div className="row wrap">{labels.map((label) => (
        <button key={label.id} className="button" title={label.name} disabled={selected === 0} onClick={() => room?.isClass(label.id)}>{label.key && <Key>{label.key}</Key>}<span className="swatch" style={{ background: label.color }} /><span className="cut">{label.name}</span></button>
      ))}</div>
    </div>
  );
}
