/** The members of every problem, whatever its type: RFC 9457, section 3.1. */
export interface ProblemParts {
  /** The URI of the type, or `about:blank` if it has none. */
  readonly type: string;
  /** The status of the response. */
  readonly status: number;
  /** The type in a few words, for people. */
  readonly title?: string;
  /** What went wrong this time, for people. */
  readonly detail?: string;
  /** A URI that identifies this occurrence. */
  readonly instance?: string;
}

/**
 * A problem of a type that was not yet published when this file was generated. Rely on its
 * status.
 */
export interface UnknownProblem extends ProblemParts {
  readonly code: undefined;
  /** The whole body, with the code if there is one. */
  readonly body: Readonly<Record<string, unknown>>;
}
