import { texts } from "../texts/en";

export interface Problem {
  readonly title: string;
  readonly detail?: string;
  /** The set as it is now, of a refused save or review. */
  readonly current?: unknown;
}

/** What a proxy says when the server behind it is away. */
export const Away: ReadonlySet<number> = new Set([502, 503, 504]);

export class ApiError extends Error {
  constructor(readonly status: number, readonly problem: Problem) {
    super(problem.title);
  }

  /** Status 0: nobody answered. */
  static noAnswer(): ApiError {
    return new ApiError(0, { title: texts.errors.noAnswer });
  }

  /** Nobody is there, or a proxy says so in words of its own. */
  get isAway(): boolean {
    return this.status === 0 || Away.has(this.status);
  }

  /** Worth trying again as it is; once signed in again, too. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export const isProblem = (body: unknown): body is Problem => typeof body === "object" && body !== null && "title" in body;

/** How the server refuses what a person's role does not have. */
const Refusal = /^This needs the scope (\S+), which a \S+ does not have/;

export function problemOf(body: unknown): Problem {
  if (!isProblem(body)) return { title: texts.errors.unknown };
  const scope = Refusal.exec(body.title)?.[1];
  return scope === undefined ? body : { ...body, title: scope === "admin" ? texts.account.onlyAdmin : texts.account.onlyLook };
}
