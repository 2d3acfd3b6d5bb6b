import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { api, ask, contentUrl } from "../../api/client";
import { change } from "../../canvas/change/ChangeSet";
import { backToCanvas } from "../../commands/backToCanvas";
import { showCommands } from "../../commands/roomCommands";
import { useCommandKeys } from "../../commands/useCommandKeys";
import { reasonOf } from "../../work/reason";
import { countsClicks } from "../effort/cost";
import { saver } from "../../journal/saving";
import { wholeImage } from "../../journal/wire";
import { Icon } from "../../parts/Icon";
import { NoSuchImage } from "../../parts/NoSuchImage";
import { Problem } from "../../parts/Problem";
import { sayTakenBack } from "../../parts/Toasts";
import { usePreferences } from "../../preferences/preferences";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { AskTakeBack, CertifiedNotice } from "../../work/CertifiedNotice";
import { NothingMatches } from "../../work/NothingMatches";
import { ReservedNow } from "../../work/ReservedNow";
import { auditAddress } from "../../work/reviewFilter";
import { useReviewFilter } from "../../work/useReviewFilter";
import { useActiveTime } from "../../work/useActiveTime";
import { useHeldChecks } from "../../work/useCertified";
import { useSavedElsewhere } from "../../work/useSavedElsewhere";
import { useDoubt } from "../../work/useDoubt";
import type { WorkImage } from "../../work/WorkImage";
import { WorkQueue, type Purpose } from "../../work/WorkQueue";
import { oneCommands, type SortHandle } from "./sortCommands";
import { SortMany } from "./SortMany";

const t = texts.sort;

interface Props {
  readonly purpose: Purpose;
  readonly head?: ((queue: WorkQueue | null) => ReactNode) | undefined;
}

/** Each whole image is of one class: a digit says which and goes on. */
export function SortRoom({ purpose, head }: Props) {
  const [search] = useSearchParams();
  return purpose === "label" && search.get("many") !== null ? <SortMany /> : <SortOneByOne purpose={purpose} head={head} />;
}

function SortOneByOne({ purpose, head }: Props) {
  const project = useRoomProject();
  const { image } = useParams();
  const [queue, setQueue] = useState<WorkQueue | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const first = useRef(image);
  const filter = useReviewFilter(purpose);
  const wanted = useRef(filter);
  wanted.current = filter;
  useEffect(() => {
    let opened: WorkQueue | null = null;
    let live = true;
    const item = first.current === undefined ? Promise.resolve(null) : ask(api.GET("/api/v1/images/{id}", { params: { path: { id: first.current } } }));
    void item.then((one) => {
      if (!live) return;
      opened = new WorkQueue(project.id, purpose, saver, one, wanted.current);
      setQueue(opened);
      void opened.start();
    }).catch((failure: Error) => setError(failure));
    return () => { live = false; opened?.close(); };
  }, [project.id, purpose]);
  useEffect(() => { void queue?.choose(filter); }, [queue, filter]);
  if (error) return <NoSuchImage error={error} project={project.id} to={purpose === "label" ? "label" : "audit"} />;
  return <>{head?.(queue)}{queue ? <Bench queue={queue} /> : <p className="page muted">{texts.common.loading}</p>}</>;
}

function Bench({ queue }: { readonly queue: WorkQueue }) {
  useSyncExternalStore(queue.subscribe, queue.snapshot);
  useSavedElsewhere(queue);
  const project = useRoomProject();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const doubt = useDoubt(project.id);
  const { letters } = usePreferences();
  const work = queue.current;
  const suggested = work?.isSuggested ? work.editor.boxes.all()[0] : undefined;
  useEffect(() => { void queue.look(); }, [queue, project.counts.auto, project.counts.unlabeled]);
  useActiveTime(work?.time);
  const held = useHeldChecks(queue, work);
  const room: SortHandle = {
    labels: project.labels,
    isClass: (label) => work && !held.isHeld && void decide(queue, work, label),
    accept: () => { if (work && suggested && !held.isHeld) void decide(queue, work, suggested.labelId); },
    next: () => void queue.next(),
    back: () => void queue.back(),
    undo: () => held.takeBack(() => void takeBack(queue)),
    switchMode: () => void navigate(queue.purpose === "label" ? `/p/${project.id}/label?many` : auditAddress(project.id, "audit/wall", search)),
    openPalette: () => showCommands("palette"),
    openKeys: () => showCommands("keys"),
  };
  useCommandKeys(oneCommands, room, { isBusy: () => false, onBusy: () => undefined });
  if (queue.error) return <div className="page"><Problem error={queue.error} onRetry={() => void queue.start()} /></div>;
  if (!work && queue.isEmpty && queue.matchesNothing) return <NothingMatches queue={queue} />;
  if (!work) return queue.isEmpty ? <Nothing queue={queue} /> : <p className="page muted">{texts.common.loading}</p>;
  const now = work.editor.boxes.all()[0];
  return (
    <>
      <SortMode mode="one" purpose={queue.purpose} />
      <div className="work sort" onClick={backToCanvas}>
        <section className="stage" role="application" tabIndex={0} aria-label={t.picture(work.item.name)}>
          <div className="stage-head"><b className="cut">{work.item.name}</b><span className="number">{work.item.width}×{work.item.height}</span>{work.item.reason && <span title={texts.work.reasons.hint}>{texts.work.chosen} {reasonOf(work.item.reason, countsClicks(project.settings.timeModel))}</span>}</div>
          <CertifiedNotice certified={held.certified} isHeld={held.isHeld} onChange={held.release} />
          <img key={work.item.id} src={contentUrl(work.item.id)} alt={work.item.name} onLoad={() => { work.paintedAt ??= performance.now(); }} />
        </section>
        <aside className="side">
          <h2>{t.question}</h2>
          <ul>{project.labels.map((label) => (
            <li key={label.id}>
              <button className="pick big" title={label.name} aria-pressed={now?.labelId === label.id} disabled={held.isHeld} onClick={() => room.isClass(label.id)}>
                {label.key && <Key>{label.key}</Key>}<span className="swatch" style={{ background: label.color }} /><span className="grow named"><span>{label.name}</span>
                  {suggested?.labelId === label.id && <span className="chip accent">{t.suggested(doubt(suggested.score).word)}</span>}</span>
              </button>
            </li>
          ))}</ul>
          <p className="muted small">{letters ? t.line : t.lineOff}</p>
        </aside>
        <div className="decide" role="toolbar" aria-label={texts.commands.groups.decide}>
          <button className="button" disabled={!queue.canGoBack} onClick={() => void queue.back()}><Key>D</Key>{texts.work.back}</button>
          <button className="button" onClick={() => void queue.next()}><Key>F</Key>{texts.work.later}</button>
          <button className="button" disabled={!queue.canGoBack} onClick={() => room.undo()}><Key>Ctrl+Z</Key>{texts.work.undo}</button>
          <span className="grow" />
          {suggested && <button className="button primary" onClick={() => room.accept!()}><Key>A</Key><span className="cut">{t.accept(project.labels.find((one) => one.id === suggested.labelId)?.name ?? "")}</span></button>}
        </div>
      </div>
      <AskTakeBack name={held.asked} onTakeBack={() => void takeBack(queue)} onClose={held.close} />
    </>
  );
}

/** The digit decides: saved, and the next image is there. */
async function decide(queue: WorkQueue, work: WorkImage, labelId: string): Promise<void> {
  // A decision is about a picture that was there to be seen.
  if (work.paintedAt === null) return;
  const now = work.editor.boxes.all();
  const isSuggestion = work.isSuggested && now.length === 1 && now[0]!.labelId === labelId && !work.isChanged;
  if (!isSuggestion) work.editor.commit(change({ deleted: now, created: [wholeImage(`new-${crypto.randomUUID()}`, labelId, "mine")] }), "relabel");
  void work.decide(isSuggestion ? "accept" : work.isSuggested ? "correct" : "done");
  await queue.next();
}

async function takeBack(queue: WorkQueue): Promise<void> {
  const before = queue.before;
  if (!before) return;
  await queue.back();
  if (before.decided === null) return;
  const { decided } = before;
  // An accept has left the suggestion as it was: there is no act to undo.
  await before.takeBack(decided !== "accept");
  sayTakenBack(texts.work.takenBack(texts.work.acts[decided] ?? decided, before.item.name));
}

/** One by one, or many at once. */
export function SortMode({ mode, purpose }: { readonly mode: "one" | "many"; readonly purpose: Purpose }) {
  const { id } = useRoomProject();
  if (purpose !== "label") return null;
  return (
    <div className="mode-bar">
      <nav className="row" aria-label={t.mode}>
        <Link className="button small" aria-current={mode === "one" ? "page" : undefined} to={`/p/${id}/label`}>{texts.wall.oneByOne}</Link>
        <Link className="button small" aria-current={mode === "many" ? "page" : undefined} to={`/p/${id}/label?many`}><Key>G</Key>{t.many}</Link>
      </nav>
    </div>
  );
}

export function Nothing({ queue }: { readonly queue: Pick<WorkQueue, "purpose" | "look"> & { readonly canGoBack?: boolean; back?(): Promise<void> } }) {
  const project = useRoomProject();
  const isLabel = queue.purpose === "label";
  const isReserved = (isLabel ? project.counts.unlabeled : project.counts.auto) > 0;
  return (
    <div className="work"><div className="empty">
      <Icon name="check" size={56} />
      <h1>{isReserved ? texts.work.reservedTitle : isLabel ? t.allSorted : texts.work.nothingToCheck}</h1>
      {isReserved ? <ReservedNow project={project.id} purpose={queue.purpose} /> : <p className="muted">{isLabel ? t.allSortedLine : texts.work.nothingToCheckLine}</p>}
      <div className="row">
        {queue.canGoBack && <button className="button" onClick={() => void queue.back?.()}>{texts.work.back}</button>}
        <button className="button" onClick={() => void queue.look()}>{texts.work.look}</button>
        {project.counts.auto > 0 && isLabel && <Link className="button primary" to={`/p/${project.id}/audit/wall`}>{texts.next.auditDo}</Link>}
        {project.counts.labeled > 0 && project.counts.auto === 0 && <Link className="button primary" to={`/p/${project.id}/train`}>{texts.train.title}</Link>}
      </div>
    </div></div>
  );
}
