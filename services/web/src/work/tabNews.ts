/** What the tabs of one browser tell each other of the images they have in hand. */
export type TabNews =
  | { readonly kind: "at"; readonly tab: string; readonly from: string | null; readonly image: string; readonly name: string }
  | { readonly kind: "saved"; readonly image: string };

/** Where the tab is that has an image in hand, or had it last. */
export interface OtherTab {
  readonly tab: string | null;
  /** It has let the image go. */
  readonly isFree: boolean;
  /** The image it went on to, as far as that is known. */
  readonly on: { readonly image: string; readonly name: string } | null;
}

export const SomeTab: OtherTab = { tab: null, isFree: false, on: null };

export function heard(now: OtherTab, shown: string, news: TabNews): OtherTab {
  if (news.kind !== "at") return now;
  const { tab, image, name } = news;
  if (image === shown) return { tab, isFree: false, on: null };
  return news.from === shown || tab === now.tab ? { ...now, tab, on: { image, name } } : now;
}
