import { useEffect, useState } from "react";
import { Link } from "react-router";
import { usePromises } from "../../api/queries";
import { texts } from "../../texts/en";

const t = texts.promise;

/** The promise whose sample was checked here has come to its end: what became of it, until that is read. */
export function PromiseEnded({ project }: { readonly project: string }) {
  const latest = usePromises(project).data?.items[0];
  const [checked, setChecked] = useState<string | null>(null);
  const isOpen = latest?.state === "checking";
  useEffect(() => { if (isOpen) setChecked(latest.id); }, [isOpen, latest]);
  if (!latest || isOpen || latest.id !== checked) return null;
  const what = latest.state === "issued" ? t.ended.issued : latest.state === "refused" ? t.ended.refused : t.ended.other;
  return (
    <div className="notice spread wrap" role="status">
      <span>{what} {latest.state === "issued" && latest.kept ? t.accepted(latest.kept.unseen) : ""}</span>
      <span className="row"><Link className="button small primary" to={`/p/${project}/promise`}>{t.see}</Link><button className="button small" onClick={() => setChecked(null)}>{t.forgetEnd}</button></span>
    </div>
  );
}
