import { Link } from "react-router";
import type { Track } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { ImageWithBoxes } from "../../parts/ImageWithBoxes";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import type { FrameSize, Place } from "./Frame";

interface Props {
  readonly track: Track | undefined;
  readonly place: Place | null;
  readonly size: FrameSize | null;
  readonly onClose: () => void;
}

/** The whole frame with what is on it, the track's box before the others; Esc closes. */
export function FrameOpen({ track, place, size, onClose }: Props) {
  const project = useRoomProject();
  return (
    <Dialog open={place !== null} onClose={onClose} title={track && place ? `${track.label}, ${texts.tracks.place(place.seconds, place.origin)}` : ""} wide>
      {place && size && (
        <>
          <ImageWithBoxes image={{ id: place.imageId, ...size }} width={1280} highlight={place.boxId ?? "carried"} carried={place.boxId ? undefined : place.box} />
          <div><Link className="button primary" to={`/p/${project.id}/${place.decided ? "label" : "audit"}/${place.imageId}${place.boxId ? `?box=${place.boxId}` : ""}`}>{texts.wall.edit}</Link></div>
        </>
      )}
    </Dialog>
  );
}
