import { WorkRoom } from "../../work/WorkRoom";

/** Check suggestions one by one, the most doubtful first; the wall of crops will stand beside it. */
export function AuditRoom() {
  return <WorkRoom purpose="review" />;
}
