/** What a problem has, whatever its type: RFC 9457, section 3.1. */
export interface ProblemParts {
  /** The URI of the type, `about:blank` where it has none of its own. */
  readonly type: string;
  /** The status of the response. */
  readonly status: number;
  /** What the type is, for people. */
  readonly title?: string;
  /** What went wrong this time, for people. */
  readonly detail?: string;
  /** A URI that identifies this occurrence. */
  readonly instance?: string;
}

/** A problem of a type that was not published when this file was made. Go by its status. */
export interface UnknownProblem extends ProblemParts {
  readonly code: undefined;
  /** All that was sent, with the code if there is one. */
  readonly body: Readonly<Record<string, unknown>>;
}
