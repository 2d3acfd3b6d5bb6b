import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Project } from "../../api/types";
import { ImageWithBoxes } from "../../parts/ImageWithBoxes";
import { Problem } from "../../parts/Problem";
import { say } from "../../parts/Toasts";
import { texts } from "../../texts/en";
import type { HeldBoxes } from "./HeldBoxes";
import { cropUrl } from "./Wall";

const t = texts.wall.misses;
const NearOnPage = 12;
const WholeOnPage = 6;

/** What a verdict on boxes cannot say: is something missing? Near misses of the model, and whole images whose boxes are checked. */
export function MissesPanel({ project, label, held }: { readonly project: Project; readonly label: string; readonly held: HeldBoxes }) {
  return (
    <aside className="wall-misses" aria-label={t.title}>
      <h2>{t.title}</h2>
      {project.task === "detection" && <NearMisses key={label} project={project} label={label} held={held} />}
      <WholeImages project={project} />
    </aside>
  );
}

function NearMisses({ project, label, held }: { readonly project: Project; readonly label: string; readonly held: HeldBoxes }) {
  const client = useQueryClient();
  const [there, setThere] = useState<ReadonlySet<string>>(new Set());
  const near = useQuery({
    queryKey: keys.nearMisses(project.id, label),
    queryFn: () => held.page({ tier: "ghost", sort: "surest", label: label || null, limit: NearOnPage }),
  });
  const boxes = near.data?.items ?? [];
  const judge = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/projects/{project}/boxes/verdicts", {
      params: { path: { project: project.id }, header: { "Idempotency-Key": crypto.randomUUID() } },
      body: boxes.map((box) => ({ imageId: box.imageId, boxId: box.id, verdict: there.has(box.id) ? "right" : "wrong" })),
    })),
    onSuccess: () => setThere(new Set()),
    onError: (error) => say(error.message),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["nearMisses", project.id] }), client.invalidateQueries({ queryKey: keys.wallCounts(project.id) })]),
  });
  const flip = (id: string) => setThere((now) => { const next = new Set(now); next.delete(id) || next.add(id); return next; });
  return (
    <section className="stack-small">
      <h3>{t.near}</h3>
      <Problem error={near.error} />
      {near.data && boxes.length === 0 && <p className="muted small">{t.none}</p>}
      {boxes.length > 0 && (
        <>
          <p className="muted small">{t.nearLine}</p>
          <div className="near">{boxes.map((box) => (
            <button key={box.id} className="crop" aria-pressed={there.has(box.id)} aria-label={`${box.label}, ${Math.round((box.score ?? 0) * 100)}, ${box.imageName}`} onClick={() => flip(box.id)}>
              <img src={cropUrl(box)} alt="" loading="lazy" />{there.has(box.id) && <span className="verdict" aria-hidden="true">✓</span>}
            </button>
          ))}</div>
          <button className="button small" disabled={judge.isPending} onClick={() => judge.mutate()}>{t.there(there.size)}</button>
        </>
      )}
    </section>
  );
}

function WholeImages({ project }: { readonly project: Project }) {
  const client = useQueryClient();
  const images = useQuery({
    queryKey: keys.images(project.id, "boxes checked"),
    queryFn: () => ask(api.GET("/api/v1/projects/{project}/images", { params: { path: { project: project.id }, query: { state: "boxes", sort: "fewest", limit: WholeOnPage } } })),
  });
  const items = images.data?.items ?? [];
  const seen = useMutation({
    mutationFn: () => Promise.all(items.map(async ({ id }) => {
      const now = await ask(api.GET("/api/v1/images/{image}/annotations", { params: { path: { image: id } } }));
      return ask(api.PUT("/api/v1/images/{image}/annotations", {
        params: { path: { image: id }, header: { "If-Match": `"${now.revision}"`, "Idempotency-Key": crypto.randomUUID() } },
        body: { annotations: now.annotations.map((one) => ({ id: one.id, label: one.labelId, box: one.box })), done: true },
      }));
    })),
    onSuccess: (saved) => say(t.saved(saved.length)),
    onError: (error) => say(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ["images", project.id] }),
  });
  if (project.task !== "detection") return null;
  return (
    <section className="stack-small">
      <h3>{t.whole}</h3>
      <Problem error={images.error} />
      {images.data && items.length === 0 && <p className="muted small">{t.wholeNone}</p>}
      {items.length > 0 && (
        <>
          <p className="muted small">{t.wholeLine}</p>
          <div className="whole">{items.map((image) => (
            <Link key={image.id} to={`/p/${project.id}/label/${image.id}`} aria-label={image.name} title={image.name}><ImageWithBoxes image={image} width={320} /></Link>
          ))}</div>
          <button className="button small" disabled={seen.isPending} onClick={() => seen.mutate()}>{t.seen(items.length)}</button>
        </>
      )}
    </section>
  );
}
