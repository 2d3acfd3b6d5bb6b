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
