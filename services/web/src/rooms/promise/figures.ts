import type { Certificate } from "../../api/types";

/** What a promise's card tells, so that every number of it fits the others. */
export interface Figures {
  /** Images that people have checked, of those to check as things stand; what is left of them. */
  readonly checked: number;
  readonly sample: number;
  readonly left: number;
  /** What could be accepted without a look once the rest of the sample is right too. */
  readonly could: number;
  /** Outside of what is promised, and checked by nobody when it ended. */
  readonly open: number;
}

export function figuresOf({ checked, waiting, bands, kept, byHand }: Certificate): Figures {
  const checkedInKept = kept ? kept.images - kept.unseen : 0;
  return {
    checked, sample: checked + waiting, left: waiting, could: Math.max((bands.at(-1)?.unseen ?? 0) - waiting, 0),
    open: byHand ? Math.max(byHand.images - (checked - checkedInKept), 0) : 0,
  };
}

/** Checked of a part; `band.checked` counts only those before the first that is still to be checked in the order drawn. */
export const checkedIn = (band: Certificate["bands"][number]): number => band.images - band.unseen;
