import type { Box } from "../canvas/change/Box";

/** A set of boxes as one version of an image had it. */
export interface Version {
  readonly revision: number;
  readonly state: string;
  readonly proposalId: string | null;
  /** Whose suggestion it is. */
  readonly modelId?: string | null;
  readonly boxes: readonly Box[];
}

/**
 * draft stays in the browser; begun and done are saved sets; accept, correct, reject and reopen are decisions on a model's suggestion.
 */
export type Act = "draft" | "begun" | "done" | "accept" | "correct" | "reject" | "reopen";

export type Rest = "conflict" | "refused" | "setAside";

/** Ids that the server gave to boxes of this browser, by their own. */
export type Names = Readonly<Record<string, string>>;

/** One image's unsent work. Boxes, never pixels. */
export interface Entry {
  readonly imageId: string;
  readonly projectId: string;
  readonly imageName: string;
  /** The version it was made from. */
  readonly base: Version;
  readonly boxes: readonly Box[];
  readonly act: Act;
  readonly durationMs: number;
  /** Idempotency-Key: another one for every other content. */
  readonly key: string;
  readonly names: Names;
  /** Why it is not sent by itself any more. */
  readonly rest?: Rest;
  readonly reason?: string;
  readonly theirs?: Version;
  /** What is saved as the next version once this one is. */
  readonly then?: readonly Box[];
  readonly at: number;
}

/** As it is recorded: the saver knows the names. */
export type Work = Omit<Entry, "names">;
