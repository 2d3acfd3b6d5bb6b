import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { useClips } from "../../api/queries";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { auditAddress } from "../../work/reviewFilter";

export type AuditWay = "one" | "wall" | "tracks" | "promise";

/** The ways to audit: one by one, as a wall of crops, by track where there are clips, with a promise; beside them what the way itself adds. */
export function AuditMode({ mode, children }: { readonly mode: AuditWay; readonly children?: ReactNode }) {
  const { id } = useRoomProject();
  const hasClips = (useClips(id).data?.items.length ?? 0) > 0;
  const [search] = useSearchParams();
  const t = texts.wall;
  const ways = [
    { way: "one", to: auditAddress(id, "audit", search), name: t.oneByOne }, { way: "wall", to: auditAddress(id, "audit/wall", search), name: t.title, key: "G" },
    ...(hasClips || mode === "tracks" ? [{ way: "tracks", to: `/p/${id}/tracks`, name: texts.tracks.link }] : []), { way: "promise", to: `/p/${id}/promise`, name: texts.promise.link },
  ];
  return (
    <div className="mode-bar">
      <nav className="row" aria-label={t.mode}>{ways.map(({ way, to, name, key }) => (
        <Link key={way} className="button small" aria-current={mode === way ? "page" : undefined} to={to}>{key && <Key>{key}</Key>}{name}</Link>
      ))}</nav>
      {children}
    </div>
  );
}
