import { Link } from "react-router";
import { texts } from "../texts/en";
import { isNotThere, NotThere } from "./NotThere";
import { Problem } from "./Problem";

/** An image that could not be opened by its address: gone, or never there. `to` is the room without an image. */
export function NoSuchImage({ error, project, to }: { readonly error: Error; readonly project: string; readonly to: "label" | "audit" }) {
  const t = texts.errors;
  if (!isNotThere(error)) return <div className="page"><Problem error={error} onRetry={() => location.reload()} /></div>;
  return (
    <NotThere title={t.noImage} line={t.noImageLine}>
      <Link className="button primary" to={`/p/${project}/${to}`} reloadDocument>{t.otherImage}</Link>
      <Link className="button" to={`/p/${project}/images`}>{texts.images.title}</Link>
    </NotThere>
  );
}
