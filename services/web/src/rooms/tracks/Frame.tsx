import { thumbnailUrl } from "../../api/client";
import type { Track } from "../../api/types";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";

const t = texts.tracks;
/** As much around a carried box as the server leaves around one that it cuts out. */
const Margin = 0.25;

export type Place = Track["places"][number];

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly place: Place;
  /** Of the clip's frames; null until it is known. */
  readonly size: FrameSize | null;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

/** One frame of a track, cut out around its box; a carried one has a dashed line. */
export function Frame({ place, size, isChosen, onChoose, onOpen }: Props) {
  const project = useRoomProject();
  const name = t.place(place.seconds, place.origin);
  return (
    <button className={`frame${isChosen ? " chosen" : ""}${place.decided ? " decided" : ""}${place.boxId ? "" : " carried"}`} data-origin={place.origin}
      onClick={onChoose} onDoubleClick={onOpen} aria-label={name} title={name}>
      {place.boxId ? <img loading="lazy" alt="" src={`/api/v1/projects/${project.id}/boxes/${place.boxId}/crop?size=96`} /> : size && <Carried place={place} size={size} />}
      <span className="at number" aria-hidden="true">{place.decided && "✓ "}{place.seconds.toFixed(1)}</span>
    </button>
  );
}

function Carried({ place, size }: { readonly place: Place; readonly size: FrameSize }) {
  const { x, y, width, height } = place.box;
  const grow = Math.max(width, height) * Margin;
  return (
    <svg viewBox={`${x - grow} ${y - grow} ${width + 2 * grow} ${height + 2 * grow}`} aria-hidden="true">
      <image href={thumbnailUrl(place.imageId, 640)} width={size.width} height={size.height} preserveAspectRatio="none" />
    </svg>
  );
}
