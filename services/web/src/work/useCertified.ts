import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { api, ask } from "../api/client";
import { usePromises } from "../api/queries";
import type { Certificate, Revision } from "../api/types";
import type { WorkImage } from "./WorkImage";
import type { WorkQueue } from "./WorkQueue";

/** What a certificate has to do with an image: it was accepted unseen, or it was checked while a promise was tested, so that the certificate may rest on it. */
export type Certified = "unseen" | "checked" | null;

export function certifiedAs(revisions: readonly Pick<Revision, "reason" | "done" | "proposalId" | "savedAt">[], promises: readonly Pick<Certificate, "state" | "askedAt" | "issuedAt">[]): Certified {
  const issued = promises.filter((one) => one.state === "issued");
  if (issued.length > 0 && revisions[0]?.reason === "certificate") return "unseen";
  const isWithin = (at: string, { askedAt, issuedAt }: (typeof issued)[number]) => Date.parse(at) >= Date.parse(askedAt) && Date.parse(at) <= Date.parse(issuedAt!);
  return revisions.some((one) => one.done && one.proposalId && one.reason !== "certificate" && issued.some((promise) => isWithin(one.savedAt, promise))) ? "checked" : null;
}

export const revisionsKey = (image: string, revision?: number) => (revision === undefined ? ["revisions", image] : ["revisions", image, revision]);

export const readRevisions = (image: string) => ask(api.GET("/api/v1/images/{image}/revisions", { params: { path: { image }, query: { limit: 20 } } }));

/** Asks nothing of the server where the project has no certificate. */
export function useCertified(project: string, image: string | undefined, revision: number | undefined): Certified {
  const promises = usePromises(project).data?.items ?? [];
  const revisions = useQuery({
    queryKey: revisionsKey(image ?? "", revision ?? 0), queryFn: () => readRevisions(image!),
    enabled: image !== undefined && (revision ?? 0) > 0 && promises.some((one) => one.state === "issued"),
  });
  return certifiedAs(revisions.data?.items ?? [], promises);
}

/** The image in hand, and the one before that an undo would take back: neither is changed unasked where a certificate may rest on it. */
export function useHeldChecks(queue: WorkQueue, work: WorkImage | null) {
  const { before } = queue;
  const certified = useCertified(queue.projectId, work?.item.id, work?.base.revision);
  const certifiedBefore = useCertified(queue.projectId, before?.item.id, before?.base.revision);
  const [released, setReleased] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const isRisky = certifiedBefore === "checked" && before !== null && before.decided !== null;
  const takeBack = useCallback((act: () => void) => (isRisky ? setAsked(before.item.name) : act()), [isRisky, before]);
  return {
    certified, isHeld: work !== null && certified === "checked" && work.base.state === "labeled" && released !== work.item.id,
    release: () => setReleased(work?.item.id ?? null),
    /** The image whose taking back is asked about. */
    asked, close: () => setAsked(null), takeBack,
  };
}
