import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { keys } from "../api/queries";
import { hourAndMinute } from "../parts/times";
import { texts } from "../texts/en";
import { Reservations } from "./Reservations";

export const useClaims = (project: string) => useQuery({
  queryKey: keys.claims(project), staleTime: 5_000,
  // The room that was just left gives back its images first.
  queryFn: () => Reservations.returned().then(() => ask(api.GET("/api/v1/projects/{project}/queue/claims", { params: { path: { project } } }))),
});

/** Nothing is handed out, although images are open: who has them, and until when. */
export function ReservedNow({ project, purpose }: { readonly project: string; readonly purpose: "label" | "review" }) {
  const claims = (useClaims(project).data?.items ?? []).filter((one) => one.purpose === purpose && (one.images ?? 0) > 0);
  return (
    <>
      <p className="muted">{texts.work.reservedLine}</p>
      {claims.map((one) => <p key={one.actor}><b>{one.actor}</b>: {texts.overview.reserved(one.images ?? 0, hourAndMinute(one.expiresAt!))}</p>)}
    </>
  );
}
