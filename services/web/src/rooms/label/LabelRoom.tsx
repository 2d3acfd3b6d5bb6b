import { WorkRoom } from "../../work/WorkRoom";

/** Draw: the most useful images first, the box tool armed. */
export function LabelRoom() {
  return <WorkRoom purpose="label" />;
}
