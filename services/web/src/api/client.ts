import createClient from "openapi-fetch";
import { line } from "./line";
import type { paths } from "./schema";
import { ApiError, Away, isProblem, problemOf } from "./problem";

/** Typed by the API document: a call or field that the server does not have is a compile error. */
export const api = createClient<paths>({ baseUrl: "" });

/** The event of the window that says: the server no longer knows who this is. */
export const SignedOut = "signed-out";

/** The answer's data, or an ApiError with a title a person can act on. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer;
  try {
    answer = await call;
  } catch {
    line.tell(false);
    throw ApiError.noAnswer();
  }
  line.tell(!Away.has(answer.response.status) || isProblem(answer.error));
  if (answer.response.status === 401) dispatchEvent(new Event(SignedOut));
  if (!answer.response.ok) throw new ApiError(answer.response.status, problemOf(answer.error));
  return answer.data as T;
}

export const contentUrl = (image: string): string => `/api/v1/images/${image}/content`;
export const thumbnailUrl = (image: string, width: number): string => `/api/v1/images/${image}/thumbnail?width=${width}`;
