import type { UploadRow } from "./Upload";

/** Rows less those that are over and whose file comes once more, with what was not taken out of it. */
export function withoutRepeated(rows: readonly UploadRow[], files: readonly File[]): UploadRow[] {
  const sizes = new Map(files.map((file) => [nameOf(file), file.size]));
  const isOver = ({ state }: UploadRow) => state === "received" || state === "duplicate" || state === "rejected" || state === "nothing";
  const repeated = new Set(rows.filter((row) => row.file !== null && isOver(row) && sizes.get(row.name) === row.file.size).map((row) => row.name));
  return rows.filter((row) => (row.file === null ? row.of === undefined || !repeated.has(row.of) : !repeated.has(row.name) || !isOver(row)));
}

/** With its folders where a folder was chosen. */
export const nameOf = (file: File): string => file.webkitRelativePath || file.name;
