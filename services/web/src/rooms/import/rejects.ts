export interface Reject {
  readonly name: string;
  readonly reason: string;
}

export interface RejectGroup {
  readonly reason: string;
  readonly names: readonly string[];
}

/** The same reason once, with all it is true of; the most common first. */
export function grouped(rejects: readonly Reject[]): RejectGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, reason } of rejects) {
    // Reasons speak of the file by its name, and may say at which byte it is broken.
    const base = name.split("/").at(-1)!;
    const key = reason.replaceAll(base, "The file").replace(/\b\d[\d,. ]*\b(?= (?:bytes?|[KMG]i?B))/g, "some");
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].map(([reason, names]) => ({ reason, names })).sort((a, b) => b.names.length - a.names.length);
}

/** RFC 4180; a cell never begins a formula in a spreadsheet. */
export function csvOf(rejects: readonly Reject[]): string {
  const cell = (text: string) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return ["file,reason", ...rejects.map(({ name, reason }) => `${cell(name)},${cell(reason)}`)].join("\r\n") + "\r\n";
}
