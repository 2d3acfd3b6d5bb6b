import { Link } from "react-router";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

/** One by one, or as a wall of crops. */
export function AuditMode({ mode }: { readonly mode: "one" | "wall" }) {
  const { id } = useRoomProject();
  const t = texts.wall;
  return (
    <nav className="mode-bar" aria-label={t.mode}>
      <Link className="button small" aria-current={mode === "one" ? "page" : undefined} to={`/p/${id}/audit`}>{t.oneByOne}</Link>
      <Link className="button small" aria-current={mode === "wall" ? "page" : undefined} to={`/p/${id}/audit/wall`}><kbd>G</kbd>{t.title}</Link>
    </nav>
  );
}
