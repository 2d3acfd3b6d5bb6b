import { useEffect, useRef } from "react";
import type { Track } from "../../api/types";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import type { TrackActs } from "./useTrackActs";

const t = texts.tracks;

interface Props {
  readonly track: Track;
  readonly isTarget: boolean;
  /** The place that split and the look at one image are about, where this row is the target. */
  readonly frame: number;
  readonly acts: TrackActs;
  readonly onPlace: (frame: number) => void;
}

/** One track: its class, its time, its crops in the order of time, its buttons. */
export function TrackRow({ track, isTarget, frame, acts, onPlace }: Props) {
  const project = useRoomProject();
  const row = useRef<HTMLElement>(null);
  useEffect(() => { if (isTarget) row.current?.scrollIntoView({ block: "nearest" }); }, [isTarget]);
  const label = project.labels.find((one) => one.id === track.labelId);
  return (
    <section ref={row} className={`card stack-small track${isTarget ? " target" : ""}`} aria-current={isTarget} aria-label={t.row(track.label, track.places.length)}>
      <div className="spread wrap">
        <span className="row"><span className="swatch" style={{ background: label?.color }} /><strong>{track.label}</strong>
          <span className="muted small number">{t.span(track.fromSeconds, track.toSeconds, track.places.length)}</span></span>
        <span className="row">
          <button className="button small primary" disabled={acts.isBusy} onClick={() => acts.run(track.id, "accept")}>{t.accept} <kbd>A</kbd></button>
          <button className="button small" disabled={acts.isBusy} onClick={() => acts.run(track.id, "reject")}>{t.reject} <kbd>R</kbd></button>
          <select className="input" style={{ width: "auto" }} aria-label={t.otherClass} value={track.label} disabled={acts.isBusy} onChange={(event) => acts.run(track.id, "correct", event.target.value)}>
            {project.labels.map((one) => <option key={one.id}>{one.name}</option>)}
          </select>
        </span>
      </div>
      <div className="filmstrip">
        {track.places.map((place, i) => (
          <button key={place.imageId} className={`frame${isTarget && i === frame ? " chosen" : ""}${place.decided ? " decided" : ""}`} onClick={() => onPlace(i)}
            aria-label={t.place(place.seconds, place.origin)} title={t.place(place.seconds, place.origin)}>
            {place.boxId
              ? <img loading="lazy" alt="" src={`/api/v1/projects/${project.id}/boxes/${place.boxId}/crop?size=96`} />
              : <span className="carried">{t.carried}</span>}
          </button>
        ))}
      </div>
    </section>
  );
}
