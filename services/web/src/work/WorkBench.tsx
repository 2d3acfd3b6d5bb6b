import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { thumbnailUrl } from "../api/client";
import { useMay, useModel, useThresholds } from "../api/queries";
import { CanvasView } from "../canvas/CanvasView";
import type { ClassLook } from "../canvas/paint/Tags";
import type { ViewPoint } from "../canvas/space/points";
import { backToCanvas } from "../commands/backToCanvas";
import type { Command } from "../commands/Command";
import { useBound } from "../commands/keyMap";
import { Palette } from "../commands/Palette";
import { showCommands } from "../commands/roomCommands";
import { useCommandKeys } from "../commands/useCommandKeys";
import { say } from "../parts/Toasts";
import { usePreferences } from "../preferences/preferences";
import { useRoomProject } from "../ProjectShell";
import { texts } from "../texts/en";
import { chooseClass } from "./boxActs";
import { canvasCommands } from "./canvasCommands";
import { CanvasMenu } from "./CanvasMenu";
import type { CanvasRoom } from "./CanvasRoom";
import { AskTakeBack, CertifiedNotice } from "./CertifiedNotice";
import { DecideBar } from "./DecideBar";
import { accept, copyBefore, redo, reject, undo } from "./decisions";
import { DoubtMarks } from "./DoubtMarks";
import { DoubtNotice } from "./DoubtNotice";
import { doubtBy, shapeOf, tagText } from "./doubt";
import { History } from "./History";
import { Light, NoLight, filterOf } from "./Light";
import { LookingOn } from "./LookingOn";
import { Minimap } from "./Minimap";
import { lineOf, ruleOf } from "./modelLine";
import { auditAddress } from "./reviewFilter";
import { ShowFrom } from "./ShowFrom";
import { SidePanel } from "./SidePanel";
import { StageHead } from "./StageHead";
import { ToolBar } from "./ToolBar";
import { useActiveTime } from "./useActiveTime";
import { useHeldChecks } from "./useCertified";
import { useEditLock } from "./useEditLock";
import type { WorkImage } from "./WorkImage";
import type { WorkQueue } from "./WorkQueue";

const t = texts.work;
/** The armed class and how the picture is shown stay from image to image. */
let armed: string | null = null;
let light = NoLight;
let minimap = true;
/** A person's own line under which suggestions are not shown: while one model suggests, as the scores of another say something else. */
let line: { readonly model: string; readonly from: number } | null = null;

/** One image with everything around it. */
export function WorkBench({ queue, work }: { readonly queue: WorkQueue; readonly work: WorkImage }) {
  const { labels } = useRoomProject();
  const { editor } = work;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  useSyncExternalStore(editor.subscribe, editor.face);
  const [classesOpen, setClassesOpen] = useState(false);
  const [menu, setMenu] = useState<ViewPoint | null>(null);
  const [lightOpen, setLightOpen] = useState(false);
  const [lightNow, setLight] = useState(light);
  const [minimapOn, setMinimap] = useState(minimap);
  const lock = useEditLock(work.item.id, work.item.name, () => void queue.reload());
  const model = useModel(queue.projectId, work.base.modelId ?? undefined).data;
  const rule = ruleOf(useThresholds(queue.projectId, Boolean(work.base.modelId)).data, work.base.modelId);
  const doubt = useMemo(() => doubtBy(model?.report?.calibration), [model]);
  const commands = useBound(canvasCommands);
  const { clicks } = usePreferences();
  const held = useHeldChecks(queue, work);
  const { takeBack } = held;
  const may = useMay("annotate");
  const isMine = lock.isMine && may && !held.isHeld;

  useMemo(() => {
    editor.labelId = labels.some((label) => label.id === armed) ? armed : (labels[0]?.id ?? null);
    if (work.paintedAt === null) {
      editor.tool = queue.purpose === "review" ? "fix" : "box";
      editor.showFrom = line !== null && line.model === work.base.modelId ? line.from : null;
    }
  }, [editor, labels, queue, work]);
  editor.clicks = clicks;
  editor.modelLine = lineOf(rule);
  editor.readOnly = !isMine;
  useEffect(() => {
    armed = editor.labelId;
    if (work.base.modelId) line = editor.showFrom === null ? null : { model: work.base.modelId, from: editor.showFrom };
  });

  const room = useMemo((): CanvasRoom => ({
    purpose: queue.purpose, work, editor, labels, doubt,
    commands: isMine ? commands : commands.filter((command) => command.group === "look" || command.group === "move"),
    accept: () => accept(queue, work),
    reject: (stay) => reject(queue, work, stay),
    next: () => void queue.next(),
    back: () => void queue.back(),
    undo: () => (editor.undoStack.canUndo ? void undo(queue, work) : takeBack(() => void undo(queue, work))),
    redo: () => void redo(queue, work),
    copyBefore: () => copyBefore(queue, work),
    save: () => void work.record(work.quietAct(), true),
    openPalette: () => showCommands("palette"),
    openKeys: () => showCommands("keys"),
    openClasses: () => setClassesOpen(true),
    openWall: () => void navigate(auditAddress(queue.projectId, "audit/wall", search)),
    toggleLight: () => setLightOpen((was) => !was),
    toggleMinimap: () => setMinimap((was) => (minimap = !was)),
  }), [queue, work, editor, labels, doubt, commands, isMine, navigate, search, takeBack]);

  useCommandKeys(room.commands, room, { isBusy: () => editor.state.busy, onBusy: () => editor.shownHint === null && say(t.pressAgain) });
  useActiveTime(work.time);

  const looks = (id: string): ClassLook => {
    const label = labels.find((one) => one.id === id);
    return { color: label?.color ?? "#CC79A7", shape: shapeOf(label), tag: (box) => tagText(label, box, doubt) };
  };
  const classCommands = labels.map((label): Command<CanvasRoom> => ({
    id: label.id, title: label.name, group: "boxes", keys: label.key ? [label.key] : [], run: () => chooseClass(editor, label.id),
  }));
  const hint = editor.shownHint === "sureNothing" && work.kept().length > 0 ? null : editor.shownHint;
  return (
    <div className="work" onClick={backToCanvas}>
      <ToolBar room={room} />
      <section className="stage" aria-label={work.item.name}>
        <StageHead queue={queue} work={work} />
        <CertifiedNotice certified={held.certified} isHeld={held.isHeld && lock.isMine && may} onChange={held.release} />
        {work.item.doubts && <DoubtNotice queue={queue} room={room} />}
        {!may && <div className="stage-notice" role="status">{texts.account.onlyLook}</div>}
        {may && !lock.isMine && <LookingOn queue={queue} other={lock.other} onTake={() => { lock.take(); void queue.reload(); }} />}
        <CanvasView editor={editor} picture={work.picture} decoded={work.decoded} label={t.canvas(work.item.name)} looks={looks}
          filter={filterOf(lightNow)} onMenu={setMenu} onPainted={() => painted(work)}>
          {work.item.doubts && <DoubtMarks editor={editor} doubts={work.item.doubts} />}
          {hint && <div className="canvas-hint" role="status">{typeof hint === "string" ? t.hints[hint] : t.swept[hint.act](hint.count)}</div>}
          {minimapOn && !editor.view.isFit && <Minimap editor={editor} src={thumbnailUrl(work.item.id, 320)} />}
          {menu && <CanvasMenu room={room} at={menu} onClose={() => setMenu(null)} />}
        </CanvasView>
      </section>
      <SidePanel room={room} looks={looks}>
        {editor.boxes.all().some((box) => box.mark === "suggested") && <ShowFrom editor={editor} report={model?.report} rule={rule} />}
        {lightOpen && <Light value={lightNow} onChange={(next) => { light = next; setLight(next); }} />}
        <History work={work} onRestored={() => void queue.reload()} />
      </SidePanel>
      <DecideBar room={room} canGoBack={queue.canGoBack} />
      <Palette open={classesOpen} onClose={() => setClassesOpen(false)} title={t.pickClass} commands={classCommands} room={room} />
      <AskTakeBack name={held.asked} onTakeBack={() => void undo(queue, work)} onClose={held.close} />
    </div>
  );
}

/** Picture and boxes are on the screen: from here on they can be decided. */
function painted(work: WorkImage): void {
  work.paintedAt ??= performance.now();
  performance.mark("image painted", { detail: work.item.id });
}
