import { useState } from "react";

/** What a field shows whose value is kept in the address, which may be a moment behind the keys: what was chosen last, until the field is left. */
export function useTyped(value: string): { readonly shown: string; readonly type: (value: string) => void; readonly leave: () => void } {
  const [typed, setTyped] = useState<string | null>(null);
  return { shown: typed ?? value, type: setTyped, leave: () => setTyped(null) };
}
