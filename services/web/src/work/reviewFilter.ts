import type { ClaimRequest, Label } from "../api/types";

/** Which suggestions are reviewed: those with a box that matches. Nothing set: all. */
export type ReviewFilter = Pick<ClaimRequest, "label" | "minScore" | "maxScore" | "unlikeNeighbours">;

export const NoFilter: ReviewFilter = {};

/** Names in the address; the wall has the first three too. */
const Shared = ["label", "from", "to"] as const;
const Unlike = "unlike";

export const isFiltered = (filter: ReviewFilter): boolean => !sameFilter(filter, NoFilter);

export const sameFilter = (a: ReviewFilter, b: ReviewFilter): boolean =>
  a.label === b.label && a.minScore === b.minScore && a.maxScore === b.maxScore && a.unlikeNeighbours === b.unlikeNeighbours;

/** What an address asks for; what makes no sense in it is left out. */
export function filterIn(search: URLSearchParams, labels: readonly Label[]): ReviewFilter {
  const named = search.get("label");
  return {
    label: labels.find((one) => one.id === named || one.name === named)?.id, minScore: scoreIn(search.get("from")), maxScore: scoreIn(search.get("to")),
    unlikeNeighbours: search.get(Unlike) === null ? undefined : true,
  };
}

/** The address's other part with one name changed; an empty value takes it away. */
export function withChoice(search: URLSearchParams, name: "label" | "from" | "to" | "unlike", value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  value === "" ? next.delete(name) : next.set(name, value);
  return next;
}

export function withoutFilter(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of [...Shared, Unlike]) next.delete(name);
  return next;
}

/** Where the other way to audit has the same boxes, as far as it knows the filter. */
export function auditAddress(project: string, way: "audit" | "audit/wall", search: URLSearchParams): string {
  const kept = new URLSearchParams([...search].filter(([name]) => (Shared as readonly string[]).includes(name)));
  return `/p/${project}/${way}${kept.size > 0 ? `?${kept}` : ""}`;
}

/** A score in the address, 0 to 1. */
export function scoreIn(text: string | null): number | undefined {
  const score = Number(text ?? "");
  return text === null || text.trim() === "" || Number.isNaN(score) ? undefined : Math.min(Math.max(score, 0), 1);
}

export const percentOf = (score: number | null | undefined): string => (score === undefined || score === null ? "" : String(Math.round(score * 100)));

/** A score for the address, of percent as a person types them. */
export const scoreOfPercent = (text: string): string => (text === "" || Number.isNaN(Number(text)) ? "" : String(Math.min(Math.max(Number(text), 0), 100) / 100));
