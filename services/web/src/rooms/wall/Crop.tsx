import type { Label, WallBox } from "../../api/types";
import { texts } from "../../texts/en";
import type { Doubt } from "../../work/doubt";
import { isWrong, type Pick } from "./PagePicks";
import { cropUrl } from "./Wall";

const t = texts.wall;
/** The server's crop: the box and this part of its longer side around it. */
const Margin = 0.25;

interface Props {
  readonly box: WallBox;
  readonly index: number;
  readonly pick: Pick | undefined;
  readonly labels: readonly Label[];
  readonly withClass: boolean;
  readonly doubt: Doubt;
  readonly isCurrent: boolean;
  readonly isPainted: boolean;
  readonly onPaint: () => void;
  readonly onFocus: () => void;
  readonly onClick: (shift: boolean) => void;
  readonly onOpen: () => void;
}

/** One crop: the picture around a box, a line around it, and whether it is picked out. */
export function Crop({ box, index, pick, labels, withClass, doubt: doubtWord, isCurrent, isPainted, onPaint, onFocus, onClick, onOpen }: Props) {
  const other = pick && "labelId" in pick ? labels.find((label) => label.id === pick.labelId) : undefined;
  const state = isWrong(pick) ? t.wrong : other ? t.isInstead(other.name) : t.right;
  const { word: doubt, why } = doubtWord(box.score ?? undefined);
  const name = [box.label, doubt, typeof box.score === "number" ? `${Math.round(box.score * 100)}` : "", box.imageName, state].filter(Boolean).join(", ");
  const cut = cutOf(box);
  return (
    <button className={`crop${pick ? " picked" : ""}${isPainted ? "" : " unseen"}`} data-crop={index} data-box={box.id} data-image={box.imageId} tabIndex={isCurrent ? 0 : -1} aria-pressed={pick !== undefined} aria-label={name}
      title={[box.imageName, why].filter(Boolean).join(": ")} onFocus={onFocus} onClick={(event) => onClick(event.shiftKey)} onDoubleClick={onOpen}>
      {cut
        ? <svg viewBox={`0 0 ${cut.width} ${cut.height}`} aria-hidden="true">
            <image href={cropUrl(box)} width={cut.width} height={cut.height} preserveAspectRatio="none" onLoad={onPaint} />
            <rect className="outline rim" x={cut.x} y={cut.y} width={box.box!.width} height={box.box!.height} vectorEffect="non-scaling-stroke" />
            <rect className="outline" x={cut.x} y={cut.y} width={box.box!.width} height={box.box!.height} vectorEffect="non-scaling-stroke" />
          </svg>
        : <img src={cropUrl(box)} alt="" onLoad={onPaint} />}
      {pick && <span className="verdict" aria-hidden="true">{isWrong(pick) ? "✕" : other?.name}</span>}
      <span className="doubt" aria-hidden="true">{[withClass ? box.label : "", box.origin === "model" ? doubt : texts.work.byHand].filter(Boolean).join(", ")}</span>
    </button>
  );
}

/** Where the box lies in its crop, in image pixels: at the rim of the image there is less around it. */
function cutOf(box: WallBox): { x: number; y: number; width: number; height: number } | null {
  if (!box.box) return null;
  const { x, y, width, height } = box.box;
  const grow = Math.max(width, height) * Margin;
  const [left, top] = [Math.max(x - grow, 0), Math.max(y - grow, 0)];
  return { x: x - left, y: y - top, width: Math.min(x + width + grow, box.imageWidth) - left, height: Math.min(y + height + grow, box.imageHeight) - top };
}
