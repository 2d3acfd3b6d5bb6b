export interface Limits {
  readonly min: number;
  readonly max: number;
  /** Parts of a whole too. */
  readonly hasParts?: boolean;
}

/** What was typed as a number within these limits; null for anything else. */
export function numberOf(text: string, { min, max, hasParts = false }: Limits): number | null {
  const number = text.trim() === "" ? NaN : Number(text);
  return (hasParts ? Number.isFinite(number) : Number.isInteger(number)) && number >= min && number <= max ? number : null;
}
