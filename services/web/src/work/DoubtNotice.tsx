import { Link } from "react-router";
import { keyText } from "../commands/Command";
import { Key } from "../parts/Key";
import { texts } from "../texts/en";
import type { CanvasRoom } from "./CanvasRoom";
import type { WorkQueue } from "./WorkQueue";

const t = texts.doubtful;

/** Over an image opened from the list of doubts: what the model doubts there, and the way to the next one. */
export function DoubtNotice({ queue, room }: { readonly queue: WorkQueue; readonly room: CanvasRoom }) {
  const doubts = room.work.item.doubts ?? [];
  const key = room.commands.find((command) => command.id === "next")?.keys[0];
  return (
    <div className="stage-notice" role="status">
      <span>{doubts.map((one) => `${t.kind[one.kind] ?? one.kind} ${t.what(one.label ?? null, one.seenLabel ?? null)}.`).join(" ")}</span>
      <button className="button small" onClick={() => room.next()}>{key && <Key>{keyText(key)}</Key>}{t.next}</button>
      <Link className="button small" to={`/p/${queue.projectId}/doubtful`}>{t.list}</Link>
    </div>
  );
}
