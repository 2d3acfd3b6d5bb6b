/** How far an import came, for the visit after a closed tab. Names and bytes stay with the person. */
export interface Remembered {
  readonly all: number;
  readonly arrived: number;
}

const key = (project: string) => `import ${project}`;

export function recall(project: string): Remembered | null {
  const text = localStorage.getItem(key(project));
  return text === null ? null : (JSON.parse(text) as Remembered);
}

/** Everything settled: nothing to remember. */
export function remember(project: string, all: number, settled: number, arrived: number): void {
  if (settled >= all) localStorage.removeItem(key(project));
  else localStorage.setItem(key(project), JSON.stringify({ all, arrived } satisfies Remembered));
}

export const forget = (project: string): void => localStorage.removeItem(key(project));
