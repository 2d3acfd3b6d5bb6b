import { isOfLetter } from "../commands/Command";
import { usePreferences } from "../preferences/preferences";

/** The key of a button; none where a person has letters switched off, as it would do nothing. */
export function Key({ children: text }: { readonly children: string }) {
  const { letters } = usePreferences();
  return letters || !isOfLetter(text) ? <kbd>{text}</kbd> : null;
}
