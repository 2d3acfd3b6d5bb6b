import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Project, WallBox } from "../../api/types";
import { showCommands } from "../../commands/roomCommands";
import { useCommandKeys } from "../../commands/useCommandKeys";
import { FirstSteps, useIsBeforeModel } from "../../parts/FirstSteps";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { auditAddress, scoreIn } from "../../work/reviewFilter";
import { useDoubt } from "../../work/useDoubt";
import { ReservedNow } from "../../work/ReservedNow";
import { AuditMode } from "../audit/AuditMode";
import { HeldBoxes } from "./HeldBoxes";
import { MissesPanel } from "./MissesPanel";
import { WallBar } from "./WallBar";
import { WallGrid } from "./WallGrid";
import { WallOpen } from "./WallOpen";
import { asClass, NoPicks, toggledWrong } from "./PagePicks";
import { wallCommands, type WallRoomHandle } from "./wallCommands";
import { cropUrl, Wall, type WallFilter } from "./Wall";

const t = texts.wall;
const Sizes = [88, 112, 140, 176, 220] as const;
const Gap = 8;
const MostOnPage = 120;
const sizeKey = "wall crop size";
const wordsOf = (project: Project) => (project.task === "classification" ? { ...t, ...t.whole } : t);

/** Boxes of one class as crops, a screen at a time: pick out what is wrong, accept the others together. */
export function WallRoom() {
  const project = useRoomProject();
  const [search, setSearch] = useSearchParams();
  const [size, setSize] = useState(() => Number(localStorage.getItem(sizeKey) ?? 2));
  const [wantsMisses, setMisses] = useState(true);
  // Of a whole image nothing can be missing.
  const misses = wantsMisses && project.task !== "classification";
  const area = useRef<HTMLDivElement>(null);
  const [grid, setGrid] = useState<{ columns: number; rows: number } | null>(null);
  const side = Sizes[size] ?? 140;
  const [held, setHeld] = useState<HeldBoxes | null>(null);
  useEffect(() => {
    const mine = new HeldBoxes(project.id);
    setHeld(mine);
    return () => mine.close();
  }, [project.id]);
  const filter = useMemo((): WallFilter => ({
    label: search.get("label") === "all" ? "" : (project.labels.find((one) => one.id === search.get("label") || one.name === search.get("label")) ?? project.labels[0])?.id ?? "", sort: search.get("sort") ?? "doubt", of: search.get("of") ?? "auto",
    minScore: scoreIn(search.get("from")), maxScore: scoreIn(search.get("to")),
  }), [search, project.labels]);
  const choose = useCallback((name: string, value: string) => setSearch((now) => { value ? now.set(name, value) : now.delete(name); return now; }, { replace: true }), [setSearch]);

  useLayoutEffect(() => {
    const measure = () => {
      const style = getComputedStyle(area.current!);
      const [width, height] = [area.current!.clientWidth - 2 * parseFloat(style.paddingLeft), area.current!.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)];
      const fit = (length: number) => Math.max(Math.floor((length + Gap) / (side + Gap)), 1);
      setGrid((now) => (now?.columns === fit(width) && now.rows === fit(height) ? now : { columns: fit(width), rows: fit(height) }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(area.current!);
    return () => observer.disconnect();
  }, [side]);

  const counts = useQuery({
    queryKey: keys.wallCounts(project.id), queryFn: () => ask(api.GET("/api/v1/projects/{project}/boxes/counts", { params: { path: { project: project.id } } })),
  });
  const left = (counts.data?.items ?? []).filter((one) => filter.label === "" || one.labelId === filter.label).reduce((sum, one) => sum + (filter.of === "auto" ? (one.suggested ?? 0) : filter.of === "labeled" ? (one.open ?? 0) - (one.suggested ?? 0) : (one.open ?? 0)), 0);
  return (
    <>
      <AuditMode mode="wall" />
      <div className={`wall${misses ? "" : " wide"}`}>
        <WallBar filter={filter} counts={counts.data?.items ?? []} size={size} sizes={Sizes.length} misses={misses} onChoose={choose}
          onSize={(next) => { setSize(next); localStorage.setItem(sizeKey, String(next)); }} onMisses={() => setMisses(!wantsMisses)} />
        <div className="wall-area" ref={area} style={{ ["--side" as string]: `${side}px` }}>
          {grid && held && <WallPages key={JSON.stringify([filter, grid])} held={held} filter={filter} grid={grid} left={left} onChoose={choose}
            onSize={(by) => setSize(Math.min(Math.max(size + by, 0), Sizes.length - 1))} onMisses={() => setMisses(!wantsMisses)} />}
        </div>
        {misses && held && <MissesPanel project={project} label={filter.label} held={held} />}
      </div>
    </>
  );
}

interface PagesProps {
  readonly held: HeldBoxes;
  readonly filter: WallFilter;
  readonly grid: { readonly columns: number; readonly rows: number };
  readonly left: number;
  readonly onChoose: (name: string, value: string) => void;
  readonly onSize: (by: 1 | -1) => void;
  readonly onMisses: () => void;
}

function WallPages({ held, filter, grid, left, onChoose, onSize, onMisses }: PagesProps) {
  const project = useRoomProject();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const client = useQueryClient();
  const wall = useMemo(() => new Wall(project.id, filter, Math.min(grid.columns * grid.rows, MostOnPage), held), [project.id, filter, grid, held]);
  useSyncExternalStore(wall.subscribe, wall.snapshot);
  useEffect(() => { void wall.start(); }, [wall]);
  const doubt = useDoubt(project.id);
  const [at, setAt] = useState(0);
  const [outline, setOutline] = useState(true);
  const [open, setOpen] = useState<WallBox | null>(null);
  const boxes = wall.page?.boxes ?? [];
  useEffect(() => setAt(0), [wall.page]);
  // Verdicts that decide no image are told to nobody else.
  useEffect(() => { void client.invalidateQueries({ queryKey: keys.wallCounts(project.id) }); }, [client, project.id, wall.acts]);

  const focus = (index: number) => {
    setAt(index);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-crop="${index}"]`)?.focus());
  };
  const step = { left: -1, right: 1, up: -grid.columns, down: grid.columns } as const;
  const room: WallRoomHandle = {
    labels: project.labels,
    accept: () => void wall.accept(),
    next: () => void wall.next(),
    back: () => void wall.back(),
    undo: () => void wall.undo(),
    redo: () => void wall.redo(),
    wrong: () => { if (boxes[at]) wall.setPicks(toggledWrong(wall.picks, [boxes[at].id])); },
    isClass: (label) => { if (boxes[at]) wall.setPicks(asClass(wall.picks, [boxes[at]], label)); },
    clear: () => wall.setPicks(NoPicks),
    move: (by, extend) => {
      const to = Math.min(Math.max(at + step[by], 0), boxes.length - 1);
      if (extend && to !== at) wall.setPicks(new Map([...wall.picks, [boxes[at]!.id, { wrong: true }], [boxes[to]!.id, { wrong: true }]]));
      focus(to);
    },
    toPicked: (by) => {
      const picked = boxes.flatMap((box, i) => (wall.picks.has(box.id) ? [i] : []));
      const next = by === 1 ? (picked.find((i) => i > at) ?? picked[0]) : (picked.findLast((i) => i < at) ?? picked.at(-1));
      if (next !== undefined) focus(next);
    },
    open: () => setOpen(boxes[at] ?? null),
    resize: onSize,
    lowerScore: (by) => onChoose("from", String(Math.round(Math.min(Math.max((filter.minScore ?? 0) + by, 0), 0.95) * 100) / 100 || "")),
    toggleMisses: onMisses,
    showOutline: setOutline,
    oneByOne: () => void navigate(auditAddress(project.id, "audit", search)),
    openPalette: () => showCommands("palette"),
    openKeys: () => showCommands("keys"),
  };
  useCommandKeys(wallCommands, room, { isBusy: () => wall.isSending, onBusy: () => undefined });

  if (wall.error) return <Problem error={wall.error} onRetry={() => void wall.start()} />;
  if (!wall.page) return <p className="muted">{texts.common.loading}</p>;
  return (
    <>
      {boxes.length === 0
        ? <Empty wall={wall} filter={filter} left={left} onChoose={onChoose} />
        : <WallGrid wall={wall} columns={grid.columns} at={at} outline={outline} labels={project.labels} doubt={doubt} onAt={setAt} onOpen={setOpen} />}
      <Decide wall={wall} left={left} />
      <WallOpen box={open} onClose={() => { setOpen(null); focus(at); }} />
      {wall.missed.length > 0 && !wall.advice && (
        <div className="wall-advice card" role="status">
          <p>{t.planted.missed(wall.missed.length)}</p>
          {wall.missed.map((box) => <img key={box.id} src={cropUrl(box)} alt={box.label} height={120} />)}
          <button className="button small" onClick={() => wall.dismiss()}>{t.adviceOk}</button>
        </div>
      )}
      {wall.advice && (
        <div className="wall-advice card" role="status">
          <p>{t.advice[wall.advice]} <span className="muted">{wordsOf(project).tally(wall.pace.boxes, wall.pace.picked)}</span></p>
          {wall.advice === "random" && <button className="button small primary" onClick={() => onChoose("sort", "random")}>{t.adviceRandom}</button>}
          <button className="button small" onClick={() => wall.dismiss()}>{t.adviceOk}</button>
        </div>
      )}
    </>
  );
}

function Decide({ wall, left }: { readonly wall: Wall; readonly left: number }) {
  const project = useRoomProject();
  const { labels, task } = project;
  const boxes = wall.page?.boxes ?? [];
  const shown = boxes.filter((box) => wall.painted.has(box.id));
  const picked = shown.filter((box) => wall.picks.has(box.id)).length;
  const others = shown.length - picked;
  const words = picked === 0 ? t.accept(others) : others === 0 ? t.onlyPicked(picked) : t.acceptOthers(others);
  return (
    <div className="decide" role="toolbar" aria-label={texts.commands.groups.decide}>
      <button className="button" disabled={!wall.canGoBack} onClick={() => void wall.back()}><Key>D</Key>{t.back}</button>
      <button className="button" disabled={boxes.length === 0} onClick={() => void wall.next()}><Key>F</Key>{t.later}</button>
      <button className="button" disabled={!wall.canUndo || wall.isSending} onClick={() => void wall.undo()}><Key>Ctrl+Z</Key>{texts.work.undo}</button>
      <span className="grow muted small cut" role="status" title={wordsOf(project).rule}>
        {wall.isKept ? t.kept : [picked > 0 ? t.picked(picked) : "", left > 0 ? t.left(left, task === "classification", labels.find((label) => label.id === wall.filter.label)?.name) : "", shown.length < boxes.length ? t.loading(boxes.length - shown.length) : ""].filter(Boolean).join(" · ")}
      </span>
      <button className="button primary" data-testid="accept-page" title={wordsOf(project).rule} disabled={shown.length === 0 || wall.isSending} onClick={() => void wall.accept()}><Key>A</Key>{words}</button>
    </div>
  );
}

function Empty({ wall, filter, left, onChoose }: { readonly left: number; readonly wall: Wall; readonly filter: WallFilter; readonly onChoose: (name: string, value: string) => void }) {
  const project = useRoomProject();
  const others = wall.page?.withOthers ?? 0;
  const isFiltered = filter.minScore !== undefined || filter.maxScore !== undefined;
  const isReserved = others > 0 || (left > 0 && !isFiltered && !wall.canGoBack);
  const isBeforeModel = useIsBeforeModel(project);
  if (isBeforeModel && project.counts.labeled === 0) return <FirstSteps project={project} line={texts.firstSteps.wall} />;
  return (
    <div className="empty grow">
      <Icon name="check" size={56} />
      <h1>{isReserved ? texts.work.reservedTitle : isFiltered ? wordsOf(project).noMatch : left > 0 ? t.lastPage : t.none}</h1>
      {isReserved ? <ReservedNow project={project.id} purpose="review" /> : !isFiltered && <p className="muted">{left > 0 ? wordsOf(project).lastPageLine(left) : wordsOf(project).noneLine}</p>}
      <div className="row wrap">
        {(wall.canGoBack || isReserved) && <button className="button" onClick={() => void wall.start()}>{texts.work.look}</button>}
        {isFiltered && <button className="button" onClick={() => { onChoose("from", ""); onChoose("to", ""); }}>{t.clear}</button>}
        {filter.label !== "" && project.labels.length > 1 && <button className="button" onClick={() => onChoose("label", "all")}>{t.toOthers}</button>}
        <Link className="button primary" to={`/p/${project.id}/audit`}>{t.oneByOne}</Link>
      </div>
    </div>
  );
}
