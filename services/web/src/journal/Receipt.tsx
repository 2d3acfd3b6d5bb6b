import { useEffect, useState, useSyncExternalStore } from "react";
import { Dialog } from "../parts/Dialog";
import { timeOfDay } from "../parts/times";
import { texts } from "../texts/en";
import { Conflict } from "./Conflict";
import type { Entry } from "./Entry";
import { saver } from "./saving";

/** Where the work is: on the server, on its way, on this computer, or waiting for a decision. */
export function Receipt() {
  const receipt = useSyncExternalStore(saver.subscribe, saver.receipt);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (receipt.state !== "kept") return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [receipt.state]);

  const t = texts.receipt;
  if (receipt.state === "nothing") return <span className="receipt" data-testid="receipt">{t.nothing}</span>;
  if (receipt.state === "saving") return <span className="receipt saving" role="status" data-testid="receipt">{t.saving}</span>;
  if (receipt.state === "saved") return <span className="receipt saved" role="status" data-testid="receipt">{t.saved(receipt.revision!, timeOfDay(receipt.at!))}</span>;
  if (receipt.state === "undecided") return <span className="receipt undecided" role="status" data-testid="receipt">{t.undecided(receipt.images!)}</span>;
  if (receipt.state === "kept") {
    return <span className="receipt kept" role="status" data-testid="receipt">{t.kept(receipt.images!, Math.max(Math.ceil((receipt.retryAt! - now) / 1000), 0))}</span>;
  }
  return <NeedsYou images={receipt.images!} />;
}

/** Of its own, so that it is closed again when the next conflict comes: keys meant for classes must not settle it. */
function NeedsYou({ images }: { readonly images: number }) {
  const t = texts.receipt;
  const [open, setOpen] = useState(false);
  const resting = saver.resting();
  const conflict = resting.find((entry) => entry.rest === "conflict");
  return (
    <>
      <button className="receipt needsYou" data-testid="receipt" onClick={() => setOpen(true)}>{t.needsYou(images)}</button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.needsTitle} wide>
        {resting.map((entry) => (entry.rest === "conflict" ? <Conflict key={entry.imageId} entry={entry} hasKeys={entry === conflict} /> : <Resting key={entry.imageId} entry={entry} />))}
      </Dialog>
    </>
  );
}

/** Refused, or its image is gone: kept here until the person has it. */
function Resting({ entry }: { readonly entry: Entry }) {
  const t = texts.receipt;
  const boxes = `data:application/json,${encodeURIComponent(JSON.stringify(entry.boxes, null, 1))}`;
  return (
    <div className="stack-small">
      <strong>{entry.imageName}</strong>
      <p className="small">{entry.rest === "setAside" ? t.setAside : entry.reason}</p>
      <div className="row wrap">
        {entry.rest === "refused" && <button className="button small primary" onClick={() => void saver.again(entry.imageId)}>{texts.common.retry}</button>}
        <a className="button small" href={boxes} download={`${entry.imageName}.boxes.json`}>{t.download}</a>
        <button className="button small danger" onClick={() => void saver.discard(entry.imageId)}>{t.discard}</button>
      </div>
    </div>
  );
}
