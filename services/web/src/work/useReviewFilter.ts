import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useRoomProject } from "../ProjectShell";
import { filterIn, NoFilter, type ReviewFilter } from "./reviewFilter";
import type { Purpose } from "./WorkQueue";

/** The filter in the address; for labelling there is none. */
export function useReviewFilter(purpose: Purpose): ReviewFilter {
  const { labels } = useRoomProject();
  const [search] = useSearchParams();
  return useMemo(() => (purpose === "review" ? filterIn(search, labels) : NoFilter), [purpose, search, labels]);
}
