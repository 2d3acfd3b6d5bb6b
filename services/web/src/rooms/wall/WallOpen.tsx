import { Link } from "react-router";
import type { WallBox } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { ImageWithBoxes } from "../../parts/ImageWithBoxes";

/** The whole image of a crop, in place; Esc closes. */
export function WallOpen({ box, onClose }: { readonly box: WallBox | null; readonly onClose: () => void }) {
  const project = useRoomProject();
  return (
    <Dialog open={box !== null} onClose={onClose} title={box ? texts.wall.openImage(box.imageName) : ""} wide>
      {box && (
        <>
          <ImageWithBoxes image={{ id: box.imageId, width: box.imageWidth, height: box.imageHeight }} width={1280} highlight={box.id} />
          <div><Link className="button primary" to={`/p/${project.id}/${box.imageState === "auto" ? "audit" : "label"}/${box.imageId}?box=${box.id}`}>{texts.wall.edit}</Link></div>
        </>
      )}
    </Dialog>
  );
}
