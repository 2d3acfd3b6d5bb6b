import { useEffect } from "react";
import type { Track } from "../../api/types";
import { isCovered } from "../../commands/isCovered";
import { isSilenced } from "../../commands/keyMap";
import type { TrackActs } from "./useTrackActs";

interface Place { readonly track: number; readonly frame: number }

interface Keys {
  readonly tracks: readonly Track[];
  readonly at: Place;
  readonly go: (place: Place) => void;
  readonly acts: TrackActs;
  /** The chosen frame as a whole. */
  readonly open: () => void;
}

/** A accepts the row, R rejects it, T splits it before the chosen place, Enter opens that; arrows move, Ctrl+Z takes the last act back. */
export function useTrackKeys({ tracks, at, go, acts, open }: Keys): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      // A button keeps its Enter, a field its letters.
      if (isCovered() || target.closest("input:not([type=checkbox]), select, textarea") || (event.key === "Enter" && target.closest("button:not(.frame), a"))) return;
      const track = tracks[at.track];
      const last = track ? track.places.length - 1 : 0;
      const key = event.key.toLowerCase();
      const does: Record<string, () => void> = event.ctrlKey || event.metaKey ? { z: acts.undo } : {
        a: () => track && acts.run(track, "accept"),
        r: () => track && acts.run(track, "reject"),
        t: () => track && at.frame > 0 && acts.run(track, "split", track.places[Math.min(at.frame, last)]!.imageId),
        enter: () => track && open(),
        arrowdown: () => go({ track: Math.min(at.track + 1, tracks.length - 1), frame: 0 }),
        arrowup: () => go({ track: Math.max(at.track - 1, 0), frame: 0 }),
        arrowright: () => go({ track: at.track, frame: Math.min(at.frame + 1, last) }),
        arrowleft: () => go({ track: at.track, frame: Math.max(at.frame - 1, 0) }),
      };
      if (!does[key] || event.altKey || (!(event.ctrlKey || event.metaKey) && isSilenced(key))) return;
      event.preventDefault();
      does[key]();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [tracks, at, go, acts, open]);
}
