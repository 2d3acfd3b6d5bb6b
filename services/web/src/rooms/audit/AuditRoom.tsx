import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { isCovered } from "../../commands/isCovered";
import { isSilenced } from "../../commands/keyMap";
import { useRoomProject } from "../../ProjectShell";
import { auditAddress } from "../../work/reviewFilter";
import type { WorkQueue } from "../../work/WorkQueue";
import { WorkRoom } from "../../work/WorkRoom";
import { SortRoom } from "../sort/SortRoom";
import { AuditMode } from "./AuditMode";
import { FilterBar } from "./FilterBar";
import { PromiseEnded } from "./PromiseEnded";

/** Check suggestions one by one, those that the filter lets through, the most doubtful first; G goes to the wall of crops. */
export function AuditRoom() {
  const { id, task } = useRoomProject();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isFree = (target === document.body || target.closest?.("[role=application]")) && !isCovered();
      if (isFree && !isSilenced("g") && event.key.toLowerCase() === "g" && !event.ctrlKey && !event.metaKey && !event.altKey) void navigate(auditAddress(id, "audit/wall", search));
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [id, navigate, search]);
  const head = (queue: WorkQueue | null) => <><AuditMode mode="one"><FilterBar queue={queue} /></AuditMode><PromiseEnded project={id} /></>;
  return task === "classification" ? <SortRoom purpose="review" head={head} /> : <WorkRoom purpose="review" head={head} />;
}
