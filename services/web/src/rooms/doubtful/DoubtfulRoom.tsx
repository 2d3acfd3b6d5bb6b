import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { keys, useAutoLabels } from "../../api/queries";
import type { DoubtfulLabel } from "../../api/types";
import { Cutout } from "../../parts/Cutout";
import { FirstSteps, useIsBeforeModel } from "../../parts/FirstSteps";
import { ForRole } from "../../parts/ForRole";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { isComparing, isOpen } from "../../next/whatNext";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { listDoubts } from "../../work/doubts";

const t = texts.doubtful;
/** What the trail calls a comparison of labels with what a model sees. */
const Compared = "labelled images scored";

/** Labels that the model doubts, worst first; each opens its image. */
export function DoubtfulRoom() {
  const project = useRoomProject();
  const list = useQuery({
    queryKey: keys.doubtful(project.id),
    queryFn: () => listDoubts(project.id),
  });
  const compared = useQuery({
    queryKey: [...keys.trail(project.id), Compared], enabled: list.data?.items.length === 0,
    queryFn: () => ask(api.GET("/api/v1/projects/{project}/trail", { params: { path: { project: project.id }, query: { kind: Compared, limit: 1 } } })),
  }).data;
  const isRunning = useAutoLabels(project.id).data?.items.some((run) => isOpen(run.state) && isComparing(run)) ?? false;
  const client = useQueryClient();
  const compare = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/autolabels", {
      params: { path: { project: project.id }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: { labeled: true },
    })),
    onSuccess: () => say(t.comparing),
    onError: (error) => say(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: keys.autolabels(project.id) }),
  });
  const items = list.data?.items;
  const wasCompared = (items?.length ?? 0) > 0 || (compared?.items.length ?? 0) > 0;
  const isBeforeModel = useIsBeforeModel(project) || project.counts.labeled === 0;
  return (
    <div className="page">
      <div className="spread wrap"><h1>{t.title}</h1>{!isBeforeModel && <ForRole may="train"><button className="button" disabled={compare.isPending || isRunning} onClick={() => compare.mutate()}>{wasCompared ? t.compare : t.compareFirst}</button></ForRole>}</div>
      {!isBeforeModel && <p className="muted">{t.line}</p>}
      <Problem error={list.error} onRetry={() => void list.refetch()} />
      {items?.length === 0 && isBeforeModel && <div className="card"><FirstSteps project={project} line={texts.firstSteps.doubtful} /></div>}
      {isRunning && <p className="notice" role="status">{t.comparing}</p>}
      {items?.length === 0 && !isBeforeModel && compared && !isRunning && (wasCompared
        ? <div className="card empty"><Icon name="check" size={56} /><h2>{t.empty}</h2><p className="muted">{t.byItself}</p></div>
        : <div className="card empty"><Icon name="search" size={56} /><h2>{t.never}</h2><p className="muted">{t.neverLine} {t.byItself}</p></div>)}
      <div className="mistakes">{items?.map((one) => <Doubt key={one.id} one={one} project={project.id} />)}</div>
    </div>
  );
}

/** Where to look, cut out; the whole image is a click away. */
function Doubt({ one, project }: { readonly one: DoubtfulLabel; readonly project: string }) {
  const size = useQuery({ queryKey: ["image", one.imageId], staleTime: Infinity, queryFn: () => ask(api.GET("/api/v1/images/{id}", { params: { path: { id: one.imageId } } })) }).data;
  const says = t.what(one.label ?? null, one.seenLabel ?? null);
  return (
    <Link className="mistake" to={`/p/${project}/label/${one.imageId}?doubts`} title={`${one.imageName}: ${says}`}>
      {size ? <Cutout href={thumbnailUrl(one.imageId, 1280)} size={size} box={one.box} dashed={!one.annotationId} /> : <svg viewBox="0 0 1 1" aria-hidden="true" />}
      <b className="small">{t.kind[one.kind] ?? one.kind}</b>
      <span className="small">{says}</span>
    </Link>
  );
}
