/** Names that are the same but for capitals and spaces; those that belong together, together. */
export function nearlySame(names: readonly string[]): string[][] {
  const groups = new Map<string, Set<string>>();
  for (const name of names) {
    const key = name.normalize("NFKC").toLocaleLowerCase("en").replace(/\s+/g, "");
    groups.set(key, (groups.get(key) ?? new Set()).add(name));
  }
  return [...groups.values()].filter((group) => group.size > 1).map((group) => [...group]);
}

/** Digits that more than one class has. */
export function digitsTwice(digits: readonly string[]): string[] {
  return [...new Set(digits.filter((digit, i) => digit !== "" && digits.indexOf(digit) !== i))];
}

const LongestShown = 60;

/** For sentences, choices and what is typed again: a name of a whole paragraph would hide the rest. */
export function shortName(name: string): string {
  return name.length > LongestShown ? `${name.slice(0, LongestShown - 1).trimEnd()}…` : name;
}
