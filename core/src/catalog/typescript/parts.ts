/** The parts of every problem: RFC 9457, section 3.1. */
export interface ProblemParts {
  /** The URI of the type, or `about:blank`. */
  readonly type: string;
  /** The status of the response. */
  readonly status: number;
  /** The name of the type, for people. */
  readonly title?: string;
  /** A description of this occurrence, for people. */
  readonly detail?: string;
  /** A URI that identifies this occurrence. */
  readonly instance?: string;
}

/** A problem of a type that was unknown when this file was generated. Use its status. */
export interface UnknownProblem extends ProblemParts {
  readonly code: undefined;
  /** The whole body, including the code if there is one. */
  readonly body: Readonly<Record<string, unknown>>;
}
