import { Dialog } from "../parts/Dialog";
import { texts } from "../texts/en";
import type { Certified } from "./useCertified";

const t = texts.promise;

/** Over an image that a certificate accepted, or rests on: then it is changed only by somebody who says so. */
export function CertifiedNotice({ certified, isHeld, onChange }: { readonly certified: Certified; readonly isHeld: boolean; readonly onChange: () => void }) {
  if (certified === null || (certified === "checked" && !isHeld)) return null;
  return (
    <div className="stage-notice" role="status">
      <span>{certified === "unseen" ? t.unseenHere : t.restsHere}</span>
      {certified === "checked" && <button className="button small" onClick={onChange}>{t.changeAnyway}</button>}
    </div>
  );
}

/** Before a check that a certificate may rest on is taken back. */
export function AskTakeBack({ name, onTakeBack, onClose }: { readonly name: string | null; readonly onTakeBack: () => void; readonly onClose: () => void }) {
  return (
    <Dialog open={name !== null} onClose={onClose} title={t.takeBackCheck}>
      <p>{t.takeBackCheckLine(name ?? "")}</p>
      <div className="row"><button className="button danger" onClick={() => { onClose(); onTakeBack(); }}>{t.takeBackCheckDo}</button><button className="button" onClick={onClose}>{texts.common.cancel}</button></div>
    </Dialog>
  );
}
