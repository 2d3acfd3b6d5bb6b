import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useRoomProject } from "../../ProjectShell";
import { WorkRoom } from "../../work/WorkRoom";
import { SortRoom } from "../sort/SortRoom";
import { AuditMode } from "./AuditMode";

/** Check suggestions one by one, the most doubtful first; G goes to the wall of crops. */
export function AuditRoom() {
  const { id, task } = useRoomProject();
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isFree = target === document.body || target.closest?.("[role=application]");
      if (isFree && event.key.toLowerCase() === "g" && !event.ctrlKey && !event.metaKey && !event.altKey) void navigate(`/p/${id}/audit/wall`);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [id, navigate]);
  return <><AuditMode mode="one" />{task === "classification" ? <SortRoom purpose="review" /> : <WorkRoom purpose="review" />}</>;
}
