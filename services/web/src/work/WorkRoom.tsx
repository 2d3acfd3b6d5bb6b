import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { api, ask } from "../api/client";
import { saver } from "../journal/saving";
import { useAutoLabels, useMay } from "../api/queries";
import { useAutoLabel } from "../next/NextBar";
import { OnlyLook } from "../parts/ForRole";
import { Icon } from "../parts/Icon";
import { NotThere } from "../parts/NotThere";
import { NoSuchImage } from "../parts/NoSuchImage";
import { Problem } from "../parts/Problem";
import { useRoomProject } from "../ProjectShell";
import { texts } from "../texts/en";
import { doubtfulItems } from "./doubts";
import { NothingMatches } from "./NothingMatches";
import { ReservedNow } from "./ReservedNow";
import { useSavedElsewhere } from "./useSavedElsewhere";
import { useReviewFilter } from "./useReviewFilter";
import { WorkBench } from "./WorkBench";
import { WorkQueue, type Purpose } from "./WorkQueue";

/** Label and Audit: a queue of images and the bench on which one of them lies. */
export function WorkRoom({ purpose, head }: { readonly purpose: Purpose; readonly head?: (queue: WorkQueue | null) => ReactNode }) {
  const project = useRoomProject();
  const { image } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const filter = useReviewFilter(purpose);
  const may = useMay("annotate");
  const mayWork = useRef(may);
  mayWork.current = may;
  const wanted = useRef(filter);
  wanted.current = filter;
  const [queue, setQueue] = useState<WorkQueue | null>(null);
  const [error, setError] = useState<Error | null>(null);
  /** The image in the address by our own doing, undefined for none; null before anything is shown. */
  const shown = useRef<string | null | undefined>(null);

  useEffect(() => {
    // Our own change of the address is no wish for another image.
    if (image === shown.current) return;
    let live = true;
    let opened: WorkQueue | null = null;
    const asked = new URLSearchParams(search);
    const isDoubt = image !== undefined && asked.has("doubts");
    // An image that is no longer in doubt is shown as any other.
    const doubts = isDoubt ? doubtfulItems(project.id, image).then((items) => (items[0]?.id === image ? items : null)) : null;
    void Promise.all([firstItem(image), doubts]).then(([first, inDoubt]) => {
      if (!live) return;
      opened = new WorkQueue(project.id, purpose, saver, first && { ...first, box: asked.get("box") ?? undefined }, wanted.current, inDoubt ?? (mayWork.current ? null : first && [first]));
      setQueue(opened);
      void opened.start();
    }).catch((failure: Error) => live && setError(failure));
    return () => { live = false; };
    // A queue ends with the room or with another one, below.
  }, [project.id, purpose, image]);

  useEffect(() => () => queue?.close(), [queue]);
  useEffect(() => { void queue?.choose(filter); }, [queue, filter]);

  const onShown = useCallback((id: string | undefined) => {
    if (shown.current === id) return;
    shown.current = id;
    void navigate({ pathname: `/p/${project.id}/${purpose === "label" ? "label" : "audit"}${id ? `/${id}` : ""}`, search }, { replace: true });
  }, [navigate, project.id, purpose, search]);

  if (project.task !== "detection") return <div className="page"><p className="notice">{texts.work.needDetection}</p></div>;
  if (error) return <NoSuchImage error={error} project={project.id} to={purpose === "label" ? "label" : "audit"} />;
  return <>{head?.(queue)}{queue ? <QueueView queue={queue} onShown={onShown} /> : <p className="page muted">{texts.common.loading}</p>}</>;
}

async function firstItem(id: string | undefined) {
  return id === undefined ? null : ask(api.GET("/api/v1/images/{id}", { params: { path: { id } } })) as Promise<{ id: string; name: string; width: number; height: number }>;
}

function QueueView({ queue, onShown }: { readonly queue: WorkQueue; readonly onShown: (id: string | undefined) => void }) {
  useSyncExternalStore(queue.subscribe, queue.snapshot);
  useSavedElsewhere(queue);
  const project = useRoomProject();
  const work = queue.current;
  const { isEmpty } = queue;
  useEffect(() => { if (work || isEmpty) onShown(work?.item.id); }, [work, isEmpty, onShown]);
  // New counts may mean new work here.
  useEffect(() => { void queue.look(); }, [queue, project.counts.auto, project.counts.unlabeled]);
  const newest = useAutoLabels(project.id).data?.items.find((run) => run.state === "succeeded")?.id;
  useEffect(() => { if (newest) queue.renewAhead(); }, [queue, newest]);
  if (queue.error) return <div className="page"><Problem error={queue.error} onRetry={() => void queue.start()} /></div>;
  if (work) return <WorkBench key={work.item.id} queue={queue} work={work} />;
  return isEmpty ? <NothingLeft queue={queue} /> : <p className="page muted">{texts.common.loading}</p>;
}

function NothingLeft({ queue }: { readonly queue: WorkQueue }) {
  const project = useRoomProject();
  const may = useMay("annotate");
  const autolabel = useAutoLabel(project.id);
  const t = texts.work;
  const label = queue.purpose === "label";
  const isReserved = (label ? project.counts.unlabeled : (queue.left ?? project.counts.auto)) > 0;
  const images = project.counts.unlabeled + project.counts.auto + project.counts.labeled;
  if (queue.only && !may) return <OnlyLook project={project.id} />;
  if (queue.only) {
    return (
      <NotThere title={texts.doubtful.last} line={texts.doubtful.lastLine}>
        {queue.canGoBack && <button className="button" onClick={() => void queue.back()}>{t.back}</button>}
        <Link className="button primary" to={`/p/${project.id}/doubtful`}>{texts.doubtful.list}</Link>
      </NotThere>
    );
  }
  if (queue.matchesNothing) return <NothingMatches queue={queue} />;
  return (
    <div className="work"><div className="empty">
      <Icon name="check" size={56} />
      <h1>{isReserved ? t.reservedTitle : label ? (images === 0 ? texts.projects.noImages : t.allLabelled) : t.nothingToCheck}</h1>
      {isReserved ? <ReservedNow project={project.id} purpose={queue.purpose} /> : <p className="muted">{label ? t.allLabelledLine : t.nothingToCheckLine}</p>}
      <div className="row">
        {queue.canGoBack && <button className="button" onClick={() => void queue.back()}>{t.back}</button>}
        <button className="button" onClick={() => void queue.look()}>{t.look}</button>
        {images === 0 && <Link className="button primary" to={`/p/${project.id}/import`}>{texts.next.import}</Link>}
        {label && project.counts.auto > 0 && <Link className="button primary" to={`/p/${project.id}/audit`}>{texts.next.auditDo}</Link>}
        {!label && project.counts.unlabeled > 0 && <button className="button primary" disabled={autolabel.isPending} onClick={() => autolabel.mutate()}>{texts.next.autolabelDo}</button>}
      </div>
    </div></div>
  );
}
