import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { keys } from "../../api/queries";
import type { DoubtfulLabel } from "../../api/types";
import { Cutout } from "../../parts/Cutout";
import { FirstSteps, useIsBeforeModel } from "../../parts/FirstSteps";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

const t = texts.doubtful;

/** Labels that the model doubts, worst first; each opens its image. */
export function DoubtfulRoom() {
  const project = useRoomProject();
  const list = useQuery({
    queryKey: keys.doubtful(project.id),
    queryFn: () => ask(api.GET("/api/v1/projects/{project}/doubtful", { params: { path: { project: project.id }, query: { limit: 100 } } })),
  });
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
  const isBeforeModel = useIsBeforeModel(project) || project.counts.labeled === 0;
  return (
    <div className="page">
      <div className="spread wrap"><h1>{t.title}</h1>{!isBeforeModel && <button className="button" disabled={compare.isPending} onClick={() => compare.mutate()}>{t.compare}</button>}</div>
      {!isBeforeModel && <p className="muted">{t.line}</p>}
      <Problem error={list.error} onRetry={() => void list.refetch()} />
      {items?.length === 0 && isBeforeModel && <div className="card"><FirstSteps project={project} line={texts.firstSteps.doubtful} /></div>}
      {items?.length === 0 && !isBeforeModel && <div className="card empty"><Icon name="check" size={56} /><h2>{t.empty}</h2></div>}
      <div className="mistakes">{items?.map((one) => <Doubt key={one.id} one={one} project={project.id} />)}</div>
    </div>
  );
}

/** Where to look, cut out; the whole image is a click away. */
function Doubt({ one, project }: { readonly one: DoubtfulLabel; readonly project: string }) {
  const size = useQuery({ queryKey: ["image", one.imageId], staleTime: Infinity, queryFn: () => ask(api.GET("/api/v1/images/{id}", { params: { path: { id: one.imageId } } })) }).data;
  const says = t.what(one.label ?? null, one.seenLabel ?? null);
  return (
    <Link className="mistake" to={`/p/${project}/label/${one.imageId}`} title={`${one.imageName}: ${says}`}>
      {size ? <Cutout href={thumbnailUrl(one.imageId, 1280)} size={size} box={one.box} dashed={!one.annotationId} /> : <svg viewBox="0 0 1 1" aria-hidden="true" />}
      <b className="small">{t.kind[one.kind] ?? one.kind}</b>
      <span className="small">{says}</span>
    </Link>
  );
}
