import { Link } from "react-router";
import { useClips } from "../../api/queries";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

export type AuditWay = "one" | "wall" | "tracks" | "promise";

/** The ways to audit: one by one, as a wall of crops, by track where there are clips, with a promise. */
export function AuditMode({ mode }: { readonly mode: AuditWay }) {
  const { id } = useRoomProject();
  const hasClips = (useClips(id).data?.items.length ?? 0) > 0;
  const t = texts.wall;
  const ways = [
    { way: "one", to: "audit", name: t.oneByOne }, { way: "wall", to: "audit/wall", name: t.title, key: "G" },
    ...(hasClips || mode === "tracks" ? [{ way: "tracks", to: "tracks", name: texts.tracks.link }] : []), { way: "promise", to: "promise", name: texts.promise.link },
  ];
  return (
    <nav className="mode-bar" aria-label={t.mode}>
      {ways.map(({ way, to, name, key }) => (
        <Link key={way} className="button small" aria-current={mode === way ? "page" : undefined} to={`/p/${id}/${to}`}>{key && <kbd>{key}</kbd>}{name}</Link>
      ))}
    </nav>
  );
}
