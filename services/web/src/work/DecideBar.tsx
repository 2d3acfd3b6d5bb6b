import { keyText } from "../commands/Command";
import { Hint } from "../parts/Hint";
import { Key } from "../parts/Key";
import { texts } from "../texts/en";
import type { CanvasRoom } from "./CanvasRoom";

const t = texts.work;

/** The decisions at the bottom; A covers what is painted, and says how much that is. */
export function DecideBar({ room, canGoBack }: { readonly room: CanvasRoom; readonly canGoBack: boolean }) {
  const count = room.work.kept().length;
  const suggested = room.editor.boxes.all().some((box) => box.mark === "suggested");
  const hidden = room.editor.showFrom === null ? 0 : room.editor.belowShown().length;
  const accept = count === 0 ? (room.work.askedEmpty ? t.nothingAgain : hidden > 0 ? t.withoutHidden(hidden) : t.nothingHere) : room.purpose === "review" && room.work.isAsSuggested ? t.acceptAll(count) : t.complete(count);
  const key = (id: string) => {
    const keys = room.commands.find((command) => command.id === id)?.keys;
    return keys?.[0] && <Key>{keyText(keys[0])}</Key>;
  };
  const off = room.editor.readOnly;
  return (
    <div className="decide" role="toolbar" aria-label={texts.commands.groups.decide}>
      <button className="button" disabled={!canGoBack} onClick={() => room.back()}>{key("back")}{t.back}</button>
      <button className="button" onClick={() => room.next()}>{key("next")}{t.later}</button>
      <button className="button touch-only" disabled={off} onClick={() => room.undo()}>{texts.work.undo}</button>
      {room.purpose === "label" && <button className="button" disabled={off} onClick={() => room.copyBefore()}>{key("as-before")}{t.asBefore}</button>}
      <span className="grow" />
      {room.purpose === "review" && <button className="button" onClick={() => room.openWall()}>{key("wall")}{t.toWall}</button>}
      <Hint text={room.purpose === "review" ? t.rejectHint : t.removeHint} isOfAct>
        <button className="button" disabled={!suggested || off} onClick={() => room.reject(false)}>{key("reject")}{room.purpose === "review" ? t.reject : t.removeSuggestions}</button>
      </Hint>
      <button className="button primary" data-testid="accept" disabled={off} onClick={() => room.accept()}>{key("accept")}{accept}</button>
    </div>
  );
}
