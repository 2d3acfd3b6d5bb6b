import { useRoomProject } from "../../ProjectShell";
import { WorkRoom } from "../../work/WorkRoom";
import { SortRoom } from "../sort/SortRoom";

/** Draw, or sort whole images: the most useful first. */
export function LabelRoom() {
  return useRoomProject().task === "classification" ? <SortRoom purpose="label" /> : <WorkRoom purpose="label" />;
}
