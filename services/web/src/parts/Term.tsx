import { texts } from "../texts/en";

/** A plain word, and beside it the technical one for those who switched that on. */
export function Term({ name }: { readonly name: keyof typeof texts.terms }) {
  const { plain, technical } = texts.terms[name];
  return <span>{plain}<span className="technical"> ({technical})</span></span>;
}
