/** Image pixels of the upright image, floats: the only space that is stored. */
export type ImagePoint = { readonly x: number; readonly y: number; readonly space: "image" };
/** View pixels (CSS) from the canvas's top left corner: only at the rim. */
export type ViewPoint = { readonly x: number; readonly y: number; readonly space: "view" };

export type Size = { readonly width: number; readonly height: number };
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const view = (x: number, y: number): ViewPoint => ({ x, y, space: "view" });

export function distance(a: ViewPoint, b: ViewPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function centreOf(rect: Rect): ImagePoint {
  return image(rect.x + rect.width / 2, rect.y + rect.height / 2);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

export const image = (x: number, y: number): ImagePoint => ({ x, y, space: "image" });
