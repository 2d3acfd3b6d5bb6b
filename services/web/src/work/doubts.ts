import { api, ask } from "../api/client";
import type { DoubtfulLabel } from "../api/types";
import type { WorkItem } from "./WorkImage";

/** So many images are gone through in a row; what is decided leaves the list, so the next visit shows others. */
const MostImages = 40;

export const listDoubts = (project: string) => ask(api.GET("/api/v1/projects/{project}/doubtful", { params: { path: { project }, query: { limit: 100 } } }));

/** The images with doubts in the list's order, from one of them on; the ones before it come last. */
export function imagesInDoubt(doubts: readonly DoubtfulLabel[], from: string): (readonly DoubtfulLabel[])[] {
  const ids = [...new Set(doubts.map((one) => one.imageId))];
  const images = ids.map((id) => doubts.filter((one) => one.imageId === id));
  const at = Math.max(ids.indexOf(from), 0);
  return [...images.slice(at), ...images.slice(0, at)].slice(0, MostImages);
}

/** What a person goes through when an image is opened from the list of doubts; empty when nothing there is in doubt any more. */
export async function doubtfulItems(project: string, from: string): Promise<WorkItem[]> {
  const images = imagesInDoubt((await listDoubts(project)).items, from);
  return Promise.all(images.map(async (doubts): Promise<WorkItem> => {
    const { id, name, width, height } = await ask(api.GET("/api/v1/images/{id}", { params: { path: { id: doubts[0]!.imageId } } }));
    return { id, name, width, height, doubts };
  }));
}
