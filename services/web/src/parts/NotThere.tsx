import type { ReactNode } from "react";
import { ApiError } from "../api/problem";
import { Icon } from "./Icon";

/** An address that leads to nothing, and the ways on. */
export function NotThere({ title, line, children }: { readonly title: string; readonly line: string; readonly children: ReactNode }) {
  return (
    <div className="empty grow">
      <Icon name="search" size={48} />
      <h1>{title}</h1>
      <p className="muted">{line}</p>
      <div className="row wrap">{children}</div>
    </div>
  );
}

/** The server knows no such thing, or the address could not be one's. */
export const isNotThere = (error: Error | null): boolean => error instanceof ApiError && (error.status === 404 || error.status === 400);
