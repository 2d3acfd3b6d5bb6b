import { useState } from "react";
import { useClips, useTracks } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { TrackRow } from "./TrackRow";
import { useTrackActs } from "./useTrackActs";
import { useTrackKeys } from "./useTrackKeys";

const t = texts.tracks;

/** The things that move through a clip, a row of crops each: one decision for all frames of a row. */
export function TracksRoom() {
  const project = useRoomProject();
  const clips = useClips(project.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const clip = clips.data?.items.find((one) => one.id === chosen) ?? clips.data?.items[0];
  return (
    <div className="page">
      <div className="spread wrap">
        <h1>{t.title}</h1>
        {(clips.data?.items.length ?? 0) > 1 && (
          <select className="input" style={{ width: "auto" }} aria-label={t.clip} value={clip?.id} onChange={(event) => setChosen(event.target.value)}>
            {clips.data!.items.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
      </div>
      <Problem error={clips.error} onRetry={() => void clips.refetch()} />
      {clips.data?.items.length === 0 && <div className="card empty"><h2>{t.noClips}</h2></div>}
      {clip && <ClipTracks key={clip.id} clip={clip.id} name={t.about(clip.name, clip.frames, clip.labeled)} />}
    </div>
  );
}

function ClipTracks({ clip, name }: { readonly clip: string; readonly name: string }) {
  const project = useRoomProject();
  const tracks = useTracks(project.id, clip);
  const acts = useTrackActs(project.id, clip);
  const [place, setPlace] = useState({ track: 0, frame: 0 });
  const [onlyOpen, setOnlyOpen] = useState(true);
  const all = tracks.data?.items ?? [];
  const shown = onlyOpen ? all.filter((track) => track.open > 0) : all;
  const at = { track: Math.min(place.track, Math.max(shown.length - 1, 0)), frame: place.frame };
  useTrackKeys({ tracks: shown, at, go: setPlace, acts });
  return (
    <>
      <div className="spread wrap">
        <p className="muted">{name}</p>
        <label className="row small"><input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)} />{t.onlyOpen}</label>
      </div>
      <p className="muted small">{t.keys}</p>
      <Problem error={tracks.error ?? acts.error} onRetry={() => void tracks.refetch()} />
      {tracks.data && shown.length === 0 && <div className="card empty"><h2>{all.length === 0 ? t.empty : t.allDecided}</h2></div>}
      {shown.map((track, i) => (
        <TrackRow key={track.id} track={track} isTarget={i === at.track} frame={at.frame} acts={acts} onPlace={(frame) => setPlace({ track: i, frame })} />
      ))}
    </>
  );
}
