import { texts } from "../texts/en";
import { say } from "./Toasts";

const t = texts.snippets;

/** Takes a text along to be pasted elsewhere. */
export function CopyButton({ text, className = "" }: { readonly text: string; readonly className?: string }) {
  return (
    <button type="button" className={`button ${className}`} onClick={(event) => {
      // Browsers keep their clipboard from pages that came over plain HTTP from another computer.
      const copying = navigator.clipboard?.writeText(text) ?? select(text, event.currentTarget);
      void copying.then(() => say(t.copied), () => say(t.notCopied));
    }}>{t.copy}</button>
  );
}

/** By the selection of a field, beside the button as a dialog would not give the focus away. */
async function select(text: string, button: HTMLButtonElement): Promise<void> {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  button.after(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  button.focus();
  if (!isCopied) throw new Error(t.notCopied);
}
