import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { thumbnailUrl } from "../../api/client";
import type { Image } from "../../api/types";
import { texts } from "../../texts/en";
import { useRowsInView } from "./useRowsInView";

const t = texts.images;

interface Props {
  readonly items: readonly Image[];
  /** Where whole images are sorted there is nothing to count on one. */
  readonly hasBoxes: boolean;
  readonly project: string;
  readonly isLast: boolean;
  readonly onEnd: () => void;
  readonly selected: ReadonlySet<string>;
  readonly onPick: (id: string, withShift: boolean) => void;
}

/** However many images there are, some dozens are in the document. Shift+click chooses all from the last chosen one. */
export function Gallery({ items, hasBoxes, project, isLast, onEnd, selected, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const rows = useRowsInView(host, items.length);
  const end = rows.last >= rows.count - 3;
  useEffect(() => { if (end && !isLast) onEnd(); });
  return (
    <div ref={host} style={{ height: rows.height, position: "relative" }} role="list" aria-label={t.title}>
      <div className="gallery named" style={{ position: "absolute", left: 0, right: 0, top: rows.offset, gridTemplateColumns: `repeat(${rows.columns}, minmax(0, 1fr))` }}>
        {items.slice(rows.first * rows.columns, (rows.last + 1) * rows.columns).map((image) => (
          <div key={image.id} role="listitem" className={selected.has(image.id) ? "selected" : undefined}>
            <Link to={`/p/${project}/${image.state === "auto" ? "audit" : "label"}/${image.id}`} title={image.name}
              onClick={(event) => { if (event.shiftKey) { event.preventDefault(); onPick(image.id, true); } }}>
              <img src={thumbnailUrl(image.id, 320)} alt={image.name} draggable={false} />
              <span className="chip">{t[image.begun ? "begun" : image.boxesChecked ? "boxes" : image.unseen ? "promised" : (image.state as "auto")]}{hasBoxes && image.boxes > 0 && ` · ${image.boxes}`}</span>
            </Link>
            <input type="checkbox" aria-label={t.choose(image.name)} checked={selected.has(image.id)} onChange={() => undefined} onClick={(event) => onPick(image.id, event.shiftKey)} />
            <span className="name cut" title={image.name} aria-hidden="true">{image.name}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
