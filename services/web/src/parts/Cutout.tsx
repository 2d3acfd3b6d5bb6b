interface Props {
  readonly href: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Pixels of the upright image; null for the whole of it. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
  readonly dashed?: boolean;
}

/** Of the longer side, around the box. */
const Margin = 0.5;

/** A square of an image around a box, with its line. */
export function Cutout({ href, size, box, dashed = false }: Props) {
  const side = box ? Math.max(box.width, box.height) * (1 + 2 * Margin) : 0;
  const view = box ? [box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2, side, side] : [0, 0, size.width, size.height];
  return (
    <svg viewBox={view.join(" ")} aria-hidden="true">
      <image href={href} width={size.width} height={size.height} preserveAspectRatio="none" />
      {box && <rect x={box.x} y={box.y} width={box.width} height={box.height} fill="none" stroke="#000" strokeOpacity={0.7} strokeWidth={4} vectorEffect="non-scaling-stroke" />}
      {box && <rect x={box.x} y={box.y} width={box.width} height={box.height} fill="none" stroke="#fff" strokeWidth={2} strokeDasharray={dashed ? "6 4" : undefined} vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
