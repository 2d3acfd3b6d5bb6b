import { Link } from "react-router";
import { thumbnailUrl } from "../api/client";
import { texts } from "../texts/en";

const Most = 200;

/** Small pictures that lead to their images. */
export function ImageLinks({ project, ids }: { readonly project: string; readonly ids: readonly string[] }) {
  return (
    <>
      <div className="gallery">{ids.slice(0, Most).map((id, i) => (
        <Link key={id} to={`/p/${project}/label/${id}`}><img src={thumbnailUrl(id, 320)} alt={`${texts.wall.open}, ${i + 1}`} loading="lazy" /></Link>
      ))}</div>
      {ids.length > Most && <p className="muted small">{texts.import.andMore(ids.length - Most)}</p>}
    </>
  );
}
