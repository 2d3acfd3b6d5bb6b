import { useQuery } from "@tanstack/react-query";
import { api, ask, thumbnailUrl } from "../api/client";
import { useRoomProject } from "../ProjectShell";

interface Props {
  readonly image: { readonly id: string; readonly width: number; readonly height: number };
  /** Of the preview, pixels. */
  readonly width: number;
  readonly highlight?: string;
  /** A box that is not on the image yet: carried over from its neighbours. */
  readonly carried?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | undefined;
}

export const useAnnotations = (image: string) => useQuery({
  queryKey: ["annotations", image], queryFn: () => ask(api.GET("/api/v1/images/{image}/annotations", { params: { path: { image } } })),
});

/** A small picture of an image with what is on it now. */
export function ImageWithBoxes({ image, width, highlight, carried }: Props) {
  const { labels } = useRoomProject();
  const annotations = useAnnotations(image.id).data?.annotations.filter((one) => one.box && one.tier !== "ghost") ?? [];
  const marked = carried ?? annotations.find((one) => one.id === highlight)?.box;
  return (
    <svg className="image-boxes" viewBox={`0 0 ${image.width} ${image.height}`} aria-hidden="true">
      <image href={thumbnailUrl(image.id, width)} width={image.width} height={image.height} preserveAspectRatio="none" />
      {annotations.map((one) => (
        <g key={one.id} opacity={highlight && highlight !== one.id ? 0.45 : 1}>
          <rect x={one.box!.x} y={one.box!.y} width={one.box!.width} height={one.box!.height} fill="none" stroke="#000" strokeOpacity={0.7} strokeWidth={one.id === highlight ? 6 : 4} vectorEffect="non-scaling-stroke" />
          <rect x={one.box!.x} y={one.box!.y} width={one.box!.width} height={one.box!.height} fill="none" stroke={labels.find((label) => label.id === one.labelId)?.color ?? "#fff"} strokeWidth={one.id === highlight ? 3.5 : 2} vectorEffect="non-scaling-stroke" />
        </g>
      ))}
      {marked && <Mark box={marked} unit={image.width / width} />}
      {carried && <rect {...carried} fill="none" stroke="#fff" strokeWidth={3} strokeDasharray="8 5" vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}

/** Around the one box that the picture is shown for, so that it is told from others like it. */
function Mark({ box, unit }: { readonly box: NonNullable<Props["carried"]>; readonly unit: number }) {
  const around = 8 * unit;
  const place = { x: box.x - around, y: box.y - around, width: box.width + 2 * around, height: box.height + 2 * around, fill: "none", vectorEffect: "non-scaling-stroke" } as const;
  return <><rect {...place} stroke="#000" strokeOpacity={0.7} strokeWidth={6} /><rect {...place} stroke="#ffd60a" strokeWidth={3} /></>;
}
