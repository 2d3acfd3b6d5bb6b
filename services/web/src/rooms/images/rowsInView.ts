const Tile = 170;
const Gap = 10;
const Aspect = 4 / 3;
/** The name under each tile. */
const Name = 22;
/** Above and below the window, so that scrolling never shows a hole. */
const Spare = 2;

export interface Rows {
  readonly columns: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Of the first row from the top of the grid, pixels. */
  readonly offset: number;
  readonly height: number;
}

/** Rows of a grid whose tiles share the width; `above` pixels of it are scrolled away. */
export function rowsInView({ items, width, above, window }: { items: number; width: number; above: number; window: number }): Rows {
  const columns = Math.max(Math.floor((width + Gap) / (Tile + Gap)), 2);
  const row = (width - Gap * (columns - 1)) / columns / Aspect + Name + Gap;
  const count = Math.ceil(items / columns);
  const clamp = (value: number) => Math.min(Math.max(value, 0), Math.max(count - 1, 0));
  const first = clamp(Math.floor(above / row) - Spare);
  return { columns, count, first, last: clamp(Math.floor((above + window) / row) + Spare), offset: first * row, height: Math.max(count * row - Gap, 0) };
}
