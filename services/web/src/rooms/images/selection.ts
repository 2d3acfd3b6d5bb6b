import type { Image } from "../../api/types";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The last one that was clicked: from there Shift+click goes on. */
  readonly anchor: string | null;
}

export const NothingSelected: Selection = { ids: new Set(), anchor: null };

/** One is chosen, or not any more; with Shift all from the last one to this are. */
export function picked({ ids, anchor }: Selection, order: readonly string[], id: string, withShift: boolean): Selection {
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
  const next = new Set(ids);
  if (withShift && from >= 0 && to >= 0) order.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => next.add(one));
  else if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

export interface Loss {
  readonly checked: number;
  readonly suggested: number;
  readonly boxes: number;
}

/** What goes with these images: labels of people and suggestions. */
export function lossOf(images: readonly Pick<Image, "state" | "begun" | "boxes">[]): Loss {
  return {
    checked: images.filter((image) => image.state === "labeled" || image.begun).length, suggested: images.filter((image) => image.state === "auto").length,
    boxes: images.reduce((sum, image) => sum + image.boxes, 0),
  };
}
