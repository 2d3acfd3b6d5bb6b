import { area } from "../space/rects";
import type { Box } from "./Box";
import type { ChangeSet } from "./ChangeSet";

/** The boxes of one image, changed only by change sets. */
export class BoxSet {
  private readonly boxes = new Map<string, Box>();
  private ordered: readonly Box[] | null = null;
  /** Counts changes, for those who keep something made from the boxes. */
  version = 0;

  constructor(boxes: Iterable<Box> = []) {
    for (const box of boxes) this.boxes.set(box.id, box);
  }

  get(id: string): Box | undefined {
    return this.boxes.get(id);
  }

  has(id: string): boolean {
    return this.boxes.has(id);
  }

  get size(): number {
    return this.boxes.size;
  }

  /** In the order they came. */
  all(): Box[] {
    return [...this.boxes.values()];
  }

  /** Small before large: the order of hits, and painting's from the end; there is no other order to manage. */
  smallFirst(): readonly Box[] {
    return (this.ordered ??= this.all().sort((a, b) => area(a) - area(b)));
  }

  apply(set: ChangeSet): void {
    for (const box of set.deleted) this.boxes.delete(box.id);
    for (const { after } of set.updated) {
      if (this.boxes.has(after.id)) this.boxes.set(after.id, after);
    }
    for (const box of set.created) this.boxes.set(box.id, box);
    this.ordered = null;
    this.version += 1;
  }
}
