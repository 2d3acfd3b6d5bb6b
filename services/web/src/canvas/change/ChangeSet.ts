import type { Box } from "./Box";

export interface Update {
  readonly before: Box;
  readonly after: Box;
}

/** The only currency between canvas, undo and server. One finished act of a person, or what came from elsewhere. */
export interface ChangeSet {
  readonly created: readonly Box[];
  readonly updated: readonly Update[];
  readonly deleted: readonly Box[];
  readonly origin: "mine" | "remote";
}

export function change(parts: Partial<ChangeSet>): ChangeSet {
  return { created: parts.created ?? [], updated: parts.updated ?? [], deleted: parts.deleted ?? [], origin: parts.origin ?? "mine" };
}

export function isEmpty(set: ChangeSet): boolean {
  return set.created.length + set.updated.length + set.deleted.length === 0;
}

export function inverse(set: ChangeSet): ChangeSet {
  return {
    created: set.deleted, deleted: set.created, updated: set.updated.map(({ before, after }) => ({ before: after, after: before })), origin: set.origin,
  };
}

/** Two acts as one step, the second right after the first (a run of nudges, a sweep). */
export function joined(first: ChangeSet, second: ChangeSet): ChangeSet {
  const updates = new Map(first.updated.map((update) => [update.after.id, update]));
  for (const { before, after } of second.updated) {
    updates.set(after.id, { before: updates.get(after.id)?.before ?? before, after });
  }
  return {
    created: [...first.created, ...second.created], deleted: [...first.deleted, ...second.deleted], updated: [...updates.values()], origin: second.origin,
  };
}
