import type { ViewPoint } from "./points";
import type { View } from "./View";

/** View pixels: a drag this near the view's rim scrolls. */
const Rim = 24;
/** View pixels a frame at the very rim. */
const Fastest = 18;

/** How far a drag at `at` scrolls in this frame; nothing where the image already ends in sight. */
export function scrollAt(view: View, at: ViewPoint): { readonly dx: number; readonly dy: number } {
  return {
    dx: along(at.x, view.size.width, view.left, view.left + view.image.width * view.zoom),
    dy: along(at.y, view.size.height, view.top, view.top + view.image.height * view.zoom),
  };
}

function along(at: number, size: number, imageStart: number, imageEnd: number): number {
  if (at < Rim && imageStart < 0) return Math.min((Math.min(Rim - at, Rim) / Rim) * Fastest, -imageStart);
  if (at > size - Rim && imageEnd > size) return -Math.min((Math.min(at - size + Rim, Rim) / Rim) * Fastest, imageEnd - size);
  return 0;
}
