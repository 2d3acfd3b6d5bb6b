import type { ReactNode } from "react";
import { texts } from "../texts/en";
import { Hint } from "./Hint";

/** A plain word that says more when asked, and beside it the technical one for those who switched that on. */
export function Term({ name }: { readonly name: keyof typeof texts.terms }) {
  const { plain, technical, hint } = texts.terms[name];
  return <Explained hint={hint}>{plain}<span className="technical"> ({technical})</span></Explained>;
}

/** Words with more words behind them. */
export function Explained({ hint, children }: { readonly hint: string; readonly children: ReactNode }) {
  return <Hint text={hint}><button type="button" className="explained">{children}</button></Hint>;
}
