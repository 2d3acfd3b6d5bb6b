import type { LiveNews } from "./LiveLine";

/** Who has saved the image, if it was somebody else; null where nobody signs in, as all are one person there. */
export function savedBy({ name, change }: LiveNews, image: string, me: string | undefined): string | null {
  return name === "labels" && me !== undefined && change?.actor && change.actor !== me && change.imageIds?.includes(image) ? change.actor : null;
}
