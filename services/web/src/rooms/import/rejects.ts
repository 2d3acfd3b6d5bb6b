import { texts } from "../../texts/en";

export interface Reject {
  readonly name: string;
  readonly reason: string;
}

export interface RejectGroup {
  readonly reason: string;
  readonly names: readonly string[];
}

/** The server's reason without what only programmers read: at which byte, which library complained; and with a way on that a person can go. */
export function plainReason(reason: string): string {
  return reason
    .replace(/\b(cut off|damaged) after [\d.,]+ (?:bytes?|[KMG]i?B)/, "$1")
    .replace(/(?<=\b(?:empty|archive|damaged|read|entry \d+)) \((?:[^()]|\([^()]*\))*\)(?=[:.])/, "")
    .replace("import it as an archive", texts.import.unpackFirst);
}

/** The same reason once, with all it is true of; the most common first. */
export function grouped(rejects: readonly Reject[]): RejectGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, reason } of rejects) {
    // Reasons speak of the file by its name.
    const key = reason.replaceAll(name.split("/").at(-1)!, "The file");
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].map(([reason, names]) => ({ reason, names })).sort((a, b) => b.names.length - a.names.length);
}

/** RFC 4180; a cell never begins a formula in a spreadsheet. */
export function csvOf(rejects: readonly Reject[]): string {
  const cell = (text: string) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return ["file,reason", ...rejects.map(({ name, reason }) => `${cell(name)},${cell(reason)}`)].join("\r\n") + "\r\n";
}
