import { texts } from "../texts/en";
import type { CanvasRoom } from "./CanvasRoom";

const t = texts.work;

/** The decisions at the bottom; A covers what is painted, and says how much that is. */
export function DecideBar({ room, canGoBack }: { readonly room: CanvasRoom; readonly canGoBack: boolean }) {
  const hidden = room.editor.belowShown().length;
  const count = room.editor.boxes.size - hidden;
  const suggested = room.editor.boxes.all().some((box) => box.mark === "suggested");
  const accept = room.purpose === "review" && !room.work.isChanged && hidden === 0 ? t.acceptAll(count) : count === 0 ? t.nothingHere : t.complete(count);
  return (
    <div className="decide" role="toolbar" aria-label={texts.commands.groups.decide}>
      <button className="button" disabled={!canGoBack} onClick={() => room.back()}><kbd>D</kbd>{t.back}</button>
      <button className="button" onClick={() => room.next()}><kbd>F</kbd>{t.later}</button>
      {room.purpose === "label" && <button className="button" onClick={() => room.copyBefore()}><kbd>W</kbd>{t.asBefore}</button>}
      <span className="grow" />
      <button className="button" disabled={!suggested} onClick={() => room.reject(false)}><kbd>R</kbd>{room.purpose === "review" ? t.reject : t.noSuggestions}</button>
      <button className="button primary" data-testid="accept" onClick={() => room.accept()}><kbd>A</kbd>{accept}</button>
    </div>
  );
}
