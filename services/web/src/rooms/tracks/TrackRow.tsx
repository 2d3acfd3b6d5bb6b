import { useEffect, useRef } from "react";
import type { Track } from "../../api/types";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { Frame, type FrameSize } from "./Frame";
import type { TrackActs } from "./useTrackActs";

const t = texts.tracks;

interface Props {
  readonly track: Track;
  readonly isTarget: boolean;
  /** The place that split and the look at one frame are about, where this row is the target. */
  readonly frame: number;
  readonly size: FrameSize | null;
  readonly acts: TrackActs;
  readonly onPlace: (frame: number) => void;
  readonly onOpen: (frame: number) => void;
}

/** One track: its class, its time, its crops in the order of time, its buttons. */
export function TrackRow({ track, isTarget, frame, size, acts, onPlace, onOpen }: Props) {
  const project = useRoomProject();
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isTarget) return;
    row.current?.scrollIntoView({ block: "nearest" });
    row.current?.querySelector(".frame.chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isTarget, frame]);
  const label = project.labels.find((one) => one.id === track.labelId);
  return (
    <section ref={row} className={`card stack-small track${isTarget ? " target" : ""}`} aria-current={isTarget} aria-label={t.row(track.label, track.places.length)}>
      <div className="spread wrap">
        <span className="row"><span className="swatch" style={{ background: label?.color }} /><strong>{track.label}</strong>
          <span className="muted small number">{t.span(track.fromSeconds, track.toSeconds, track.places.length)}</span>
          {track.open === 0 ? <span className="chip good">{t.decided}</span> : track.open < track.places.length && <span className="chip">{t.openOf(track.open, track.places.length)}</span>}</span>
        <span className="row wrap">
          <button className="button small primary" disabled={acts.isBusy} onClick={() => acts.run(track, "accept")}>{t.accept} <Key>A</Key></button>
          <button className="button small" disabled={acts.isBusy} onClick={() => acts.run(track, "reject")}>{t.reject} <Key>R</Key></button>
          <button className="button small" disabled={acts.isBusy || !isTarget || frame === 0} title={t.splitHint} onClick={() => acts.run(track, "split", track.places[frame]!.imageId)}>{t.split} <Key>T</Key></button>
          <label className="row small">{t.otherClass}
            <select className="input inline" value={track.label} disabled={acts.isBusy} onChange={(event) => acts.run(track, "correct", event.target.value)}>
              {project.labels.map((one) => <option key={one.id}>{one.name}</option>)}
            </select>
          </label>
        </span>
      </div>
      <div className="filmstrip">
        {track.places.map((place, i) => (
          <Frame key={place.imageId} place={place} size={size} isChosen={isTarget && i === frame} onChoose={() => onPlace(i)} onOpen={() => onOpen(i)} />
        ))}
      </div>
    </section>
  );
}
