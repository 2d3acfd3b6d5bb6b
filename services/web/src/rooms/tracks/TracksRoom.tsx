import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask } from "../../api/client";
import { useClips, useTracks } from "../../api/queries";
import { Icon } from "../../parts/Icon";
import { OnlyLookNotice } from "../../parts/ForRole";
import { Problem } from "../../parts/Problem";
import { useRoomProject } from "../../ProjectShell";
import { Key } from "../../parts/Key";
import { texts } from "../../texts/en";
import { FrameOpen } from "./FrameOpen";
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
    <div className="page wide">
      <div className="spread wrap">
        <h1>{t.title}</h1>
        {(clips.data?.items.length ?? 0) > 1 && (
          <label className="row">{t.clip}
            <select className="input inline" value={clip?.id} onChange={(event) => setChosen(event.target.value)}>
              {clips.data!.items.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </select>
          </label>
        )}
      </div>
      <Problem error={clips.error} onRetry={() => void clips.refetch()} />
      {clips.data?.items.length === 0 && (
        <div className="card empty">
          <Icon name="images" size={56} /><h2>{t.noClips}</h2><p className="muted">{t.noClipsLine}</p>
          <Link className="button primary" to={`/p/${project.id}/import`}>{texts.next.importDo}</Link>
        </div>
      )}
      {clip && <ClipTracks key={clip.id} clip={clip.id} name={t.about(clip.name, clip.frames, clip.labeled)} />}
    </div>
  );
}

function ClipTracks({ clip, name }: { readonly clip: string; readonly name: string }) {
  const project = useRoomProject();
  const tracks = useTracks(project.id, clip);
  const acts = useTrackActs(project.id, clip);
  const [place, setPlace] = useState({ track: 0, frame: 0 });
  const [open, setOpen] = useState(false);
  const [onlyOpen, setOnlyOpen] = useState(true);
  const all = tracks.data?.items ?? [];
  const shown = onlyOpen ? all.filter((track) => track.open > 0) : all;
  const target = shown[Math.min(place.track, shown.length - 1)];
  const at = { track: Math.max(Math.min(place.track, shown.length - 1), 0), frame: Math.min(place.frame, Math.max((target?.places.length ?? 1) - 1, 0)) };
  // All frames of a clip are of one size.
  const first = all[0]?.places[0]?.imageId;
  const size = useQuery({ queryKey: ["frame size", first], enabled: first !== undefined, queryFn: () => ask(api.GET("/api/v1/images/{id}", { params: { path: { id: first! } } })) }).data ?? null;
  useTrackKeys({ tracks: shown, at, go: setPlace, acts, open: () => setOpen(true) });
  return (
    <>
      <div className="spread wrap">
        <p className="muted">{name}</p>
        <span className="row">
          <label className="row small"><input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)} />{t.onlyOpen}</label>
          <button className="button small" disabled={!acts.canUndo || acts.isBusy} onClick={acts.undo}>{texts.work.undo} <Key>Ctrl+Z</Key></button>
        </span>
      </div>
      <OnlyLookNotice />
      <p className="muted small">{t.keys}</p>
      <Problem error={tracks.error ?? acts.error} onRetry={() => void tracks.refetch()} />
      {tracks.data && shown.length === 0 && (
        <div className="card empty"><Icon name={all.length === 0 ? "images" : "check"} size={56} /><h2>{all.length === 0 ? t.empty : t.allDecided}</h2></div>
      )}
      {shown.map((track, i) => (
        <TrackRow key={track.id} track={track} isTarget={i === at.track} frame={at.frame} size={size} acts={acts} onPlace={(frame) => setPlace({ track: i, frame })}
          onOpen={(frame) => { setPlace({ track: i, frame }); setOpen(true); }} />
      ))}
      <FrameOpen track={target} place={open ? (target?.places[at.frame] ?? null) : null} size={size} onClose={() => setOpen(false)} />
    </>
  );
}
