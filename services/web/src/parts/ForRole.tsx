import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMay, type Scope } from "../api/queries";
import { texts } from "../texts/en";
import { NotThere } from "./NotThere";

const t = texts.account;

/** Buttons and fields that are off for those who may not do what they do; pointing at them says who may. */
export function ForRole({ may, children }: { readonly may: Scope; readonly children: ReactNode }) {
  const isAllowed = useMay(may);
  return <fieldset className="for-role" disabled={!isAllowed} title={isAllowed ? undefined : may === "admin" ? t.onlyAdmin : t.onlyLook}>{children}</fieldset>;
}

/** Said once in a room whose buttons are off. */
export function OnlyLookNotice() {
  return useMay("annotate") ? null : <p className="notice" role="status">{t.onlyLook}</p>;
}

/** In place of a room in which there is nothing but work. */
export function OnlyLook({ project }: { readonly project: string }) {
  return (
    <NotThere title={t.onlyLookTitle} line={t.onlyLook}>
      <Link className="button primary" to={`/p/${project}/images`}>{texts.images.title}</Link>
      <Link className="button" to={`/p/${project}/models`}>{texts.models.title}</Link>
    </NotThere>
  );
}
