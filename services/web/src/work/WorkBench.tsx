import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { contentUrl, thumbnailUrl } from "../api/client";
import { CanvasView } from "../canvas/CanvasView";
import { CheatSheet } from "../commands/CheatSheet";
import { Palette } from "../commands/Palette";
import { useCommandKeys } from "../commands/useCommandKeys";
import { say } from "../parts/Toasts";
import { hourAndMinute } from "../parts/times";
import { useRoomProject } from "../ProjectShell";
import { texts } from "../texts/en";
import { add, discardSuggestions, dropBelow } from "./boxActs";
import { canvasCommands } from "./canvasCommands";
import type { CanvasRoom } from "./CanvasRoom";
import { DecideBar } from "./DecideBar";
import { tagText } from "./doubt";
import { Light, NoLight, filterOf } from "./Light";
import { Minimap } from "./Minimap";
import { SidePanel } from "./SidePanel";
import { ToolBar } from "./ToolBar";
import type { WorkImage } from "./WorkImage";
import type { WorkQueue } from "./WorkQueue";

const t = texts.work;
/** A decision covers what was painted, and somebody must have had the chance to see it. */
const LookMilliseconds = 250;
/** The armed class stays from image to image. */
let armed: string | null = null;
let light = NoLight;
/** A person's own line under which suggestions are not shown, by project. */
const showFromKey = (project: string) => `show from ${project}`;

/** One image with everything around it. */
export function WorkBench({ queue, work }: { readonly queue: WorkQueue; readonly work: WorkImage }) {
  const { labels } = useRoomProject();
  const { editor } = work;
  useSyncExternalStore(editor.subscribe, editor.snapshot);
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const [lightOpen, setLightOpen] = useState(false);
  const [lightNow, setLight] = useState(light);

  useMemo(() => {
    editor.labelId = labels.some((label) => label.id === armed) ? armed : (labels[0]?.id ?? null);
    if (work.paintedAt === null) editor.tool = queue.purpose === "review" ? "fix" : "box";
  }, [editor, labels, queue.purpose, work]);
  useMemo(() => { editor.showFrom = Number(localStorage.getItem(showFromKey(queue.projectId)) ?? 0); }, [editor, queue.projectId]);
  useEffect(() => {
    armed = editor.labelId;
    localStorage.setItem(showFromKey(queue.projectId), String(editor.showFrom));
  });

  const room = useMemo((): CanvasRoom => ({
    purpose: queue.purpose, work, editor, labels,
    accept: () => accept(queue, work),
    reject: (stay) => reject(queue, work, stay),
    next: () => void queue.next(),
    back: () => void queue.back(),
    undo: () => { if (!editor.undo()) void takeBack(queue); },
    copyBefore: () => {
      const before = queue.before?.editor.boxes.all() ?? [];
      before.length > 0 ? add(editor, before, 0) : say(t.nothingBefore);
    },
    save: () => void work.record(work.quietAct(), true),
    openPalette: () => setPalette(true),
    openKeys: () => setKeys(true),
    toggleLight: () => setLightOpen((open) => !open),
  }), [queue, work, editor, labels]);

  useCommandKeys(canvasCommands, room, { isBusy: () => editor.state.busy, onBusy: () => editor.shownHint === null && say(t.pressAgain) });
  useEffect(() => {
    const touch = () => work.time.touch();
    const space = (event: KeyboardEvent) => {
      if (event.key !== " " || !(event.target as HTMLElement).closest?.(".canvas")) return;
      event.preventDefault();
      editor.spaceHeld = event.type === "keydown";
      editor.changed();
    };
    for (const name of ["pointermove", "pointerdown", "keydown", "wheel"]) addEventListener(name, touch, { passive: true });
    addEventListener("keydown", space);
    addEventListener("keyup", space);
    return () => {
      for (const name of ["pointermove", "pointerdown", "keydown", "wheel"]) removeEventListener(name, touch);
      removeEventListener("keydown", space);
      removeEventListener("keyup", space);
    };
  }, [work, editor]);

  const looks = (id: string) => {
    const label = labels.find((one) => one.id === id);
    return { color: label?.color ?? "#CC79A7", tag: (box: Parameters<typeof tagText>[1]) => tagText(label, box) };
  };
  return (
    <div className="work">
      <ToolBar room={room} />
      <section className="stage" aria-label={work.item.name}>
        <div className="stage-head">
          <b className="cut">{work.item.name}</b><span className="number">{work.item.width}×{work.item.height}</span>
          {work.item.reason && <span className="cut">{t.chosen} {work.item.reason}</span>}
          {work.item.reason && queue.reservedUntil && <span style={{ marginLeft: "auto", whiteSpace: "nowrap" }}>{t.reserved(hourAndMinute(queue.reservedUntil))}</span>}
        </div>
        <CanvasView editor={editor} src={contentUrl(work.item.id)} fallbackSrc={thumbnailUrl(work.item.id, 2048)} label={t.canvas(work.item.name)} looks={looks}
          filter={filterOf(lightNow)} onPainted={() => { work.paintedAt ??= performance.now(); }}>
          {editor.shownHint && <div className="canvas-hint" role="status">{t.hints[editor.shownHint]}</div>}
          {!editor.view.isFit && <Minimap editor={editor} src={thumbnailUrl(work.item.id, 320)} />}
        </CanvasView>
      </section>
      <SidePanel room={room} looks={looks}>
        {lightOpen && <Light value={lightNow} onChange={(next) => { light = next; setLight(next); }} />}
      </SidePanel>
      <DecideBar room={room} canGoBack={queue.canGoBack} />
      <Palette open={palette} onClose={() => setPalette(false)} commands={canvasCommands} room={room} />
      <CheatSheet open={keys} onClose={() => setKeys(false)} commands={canvasCommands} />
    </div>
  );
}

function accept(queue: WorkQueue, work: WorkImage): void {
  const { editor } = work;
  if (work.paintedAt === null || performance.now() - work.paintedAt < LookMilliseconds) return;
  if (editor.allHidden || editor.hidden.size > 0) {
    editor.allHidden = false;
    editor.hidden.clear();
    return editor.changed();
  }
  const outside = editor.visible().some((box) => !editor.view.contains(box));
  if (outside && !work.askedEmpty) {
    work.askedEmpty = true;
    editor.look(editor.view.zoomed(1e-6, { x: 0, y: 0, space: "view" }));
    return say(t.zoomedOut);
  }
  // In Audit an image without a suggestion is shown as such; one whose suggestions are only hidden is asked about.
  const unclear = queue.purpose === "label" || editor.belowShown().length > 0;
  if (unclear && editor.visible().length === 0 && !work.askedEmpty) {
    work.askedEmpty = true;
    return say(t.sureNothing);
  }
  dropBelow(editor);
  void work.decide(work.isSuggested ? (work.isChanged ? "correct" : "accept") : "done");
  void queue.next();
}

function reject(queue: WorkQueue, work: WorkImage, stay: boolean): void {
  if (queue.purpose === "review" && work.isSuggested && !stay) {
    void work.decide("reject");
    void queue.next();
  } else {
    discardSuggestions(work.editor);
    work.editor.tool = "box";
    work.editor.changed();
  }
}

/** Nothing to undo here: the last act on the image before is taken back, and shown. */
async function takeBack(queue: WorkQueue): Promise<void> {
  const before = queue.before;
  if (!before) return;
  const decided = before.decided !== null;
  await queue.back();
  if (!decided) return;
  await before.takeBack();
  say(t.takenBack(before.item.name));
}
