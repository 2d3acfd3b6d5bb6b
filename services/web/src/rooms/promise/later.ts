import { api, ask } from "../../api/client";
import type { TrailEntry } from "../../api/types";

/** Further back nobody reads: then it is told as "at least". */
const MostPages = 10;

export interface Later {
  /** Of the accepted images, those that people have saved since; and those on which they changed something. */
  readonly saved: number;
  readonly changed: number;
  readonly isAll: boolean;
}

/** What became of the images of a certificate after it was issued, by the project's trail. */
export async function readLater(project: string, accepted: ReadonlySet<string>, from: string): Promise<Later> {
  const entries: TrailEntry[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MostPages; page += 1) {
    const { items, nextCursor } = await ask(api.GET("/api/v1/projects/{project}/trail", { params: { path: { project }, query: { kind: "labels saved", from, limit: 100, cursor } } }));
    entries.push(...items);
    if (!nextCursor) return { ...laterOf(entries, accepted), isAll: true };
    cursor = nextCursor;
  }
  return { ...laterOf(entries, accepted), isAll: false };
}

export function laterOf(entries: readonly Pick<TrailEntry, "imageIds" | "before" | "after">[], accepted: ReadonlySet<string>): Omit<Later, "isAll"> {
  const [saved, changed] = [new Set<string>(), new Set<string>()];
  for (const { imageIds, before, after } of entries) {
    for (const id of imageIds.filter((one) => accepted.has(one))) {
      saved.add(id);
      if (boxesOf(before) !== boxesOf((after as { annotations?: unknown } | null)?.annotations)) changed.add(id);
    }
  }
  return { saved: saved.size, changed: changed.size };
}

interface TrailBox {
  readonly id: string;
  readonly labelId: string;
  readonly box: unknown;
}

const boxesOf = (boxes: unknown): string => JSON.stringify(((boxes ?? []) as TrailBox[]).map(({ id, labelId, box }) => [id, labelId, box]).sort(([a], [b]) => String(a).localeCompare(String(b))));
