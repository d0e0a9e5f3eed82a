// The errors of an API, as its catalog lists them. catchall writes this file: do not edit it.

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

/**
 * Some fields have values that are not allowed; `errors` lists them.
 *
 * Status 422.
 */
export interface InvalidProblem extends ProblemParts {
  readonly code: "invalid";
  readonly errors: ReadonlyArray<{ readonly pointer: string; readonly detail: string; readonly code?: string }>;
}

/**
 * The body is not JSON.
 *
 * Status 400.
 */
export interface InvalidJsonProblem extends ProblemParts {
  readonly code: "invalid_json";
}

/**
 * The body has no media type.
 *
 * Status 415.
 */
export interface MissingContentTypeProblem extends ProblemParts {
  readonly code: "missing_content_type";
}

/**
 * The body has an unexpected media type.
 *
 * Status 415.
 */
export interface UnsupportedMediaTypeProblem extends ProblemParts {
  readonly code: "unsupported_media_type";
}

/**
 * The body is JSON with an unexpected shape.
 *
 * Status 400 or 422.
 */
export interface InvalidBodyProblem extends ProblemParts {
  readonly code: "invalid_body";
  readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly detail: string; readonly code?: string }>;
}

/**
 * Status 413.
 */
export interface ContentTooLargeProblem extends ProblemParts {
  readonly code: "content_too_large";
}

/**
 * The request has no token.
 *
 * Status 401.
 */
export interface NoTokenProblem extends ProblemParts {
  readonly code: "no_token";
}

/**
 * The token is not known, or is no longer valid.
 *
 * Status 401.
 */
export interface InvalidTokenProblem extends ProblemParts {
  readonly code: "invalid_token";
}

/**
 * The user is known, but may not do this.
 *
 * Status 403.
 */
export interface ForbiddenProblem extends ProblemParts {
  readonly code: "forbidden";
  readonly needed_role: "customer" | "admin";
}

/**
 * The user was deleted or never existed.
 *
 * Status 404.
 */
export interface UserNotFoundProblem extends ProblemParts {
  readonly code: "user_not_found";
  readonly id: number;
}

/**
 * The address belongs to another user, or the database failed.
 *
 * Status 409.
 */
export interface EmailTakenProblem extends ProblemParts {
  readonly code: "email_taken";
}

/**
 * The database is busy, has no such row, or has failed.
 *
 * Status 404.
 */
export interface NoSuchRowProblem extends ProblemParts {
  readonly code: "no_such_row";
}

/**
 * The database is busy, has no such row, or has failed.
 *
 * Status 503.
 */
export interface BusyProblem extends ProblemParts {
  readonly code: "busy";
}

/**
 * There is no such order.
 *
 * Status 404.
 */
export interface OrderNotFoundProblem extends ProblemParts {
  readonly code: "order.not_found";
  readonly id: number;
}

/**
 * The order belongs to another user.
 *
 * Status 403.
 */
export interface OrderNotYoursProblem extends ProblemParts {
  readonly code: "order.not_yours";
}

/**
 * A product does not exist or is sold out, or the database failed.
 *
 * Status 409.
 */
export interface OrderSoldOutProblem extends ProblemParts {
  readonly code: "order.sold_out";
}

/**
 * A product does not exist or is sold out, or the database failed.
 *
 * Status 422.
 */
export interface OrderUnknownProductProblem extends ProblemParts {
  readonly code: "order.unknown_product";
}

/**
 * The bank declined the payment.
 *
 * Status 402.
 */
export interface PaymentDeclinedProblem extends ProblemParts {
  readonly code: "payment.declined";
  readonly type: "https://shop.example/errors#payment.declined";
  readonly reason: string;
}

/**
 * The order is already paid.
 *
 * Status 409.
 */
export interface PaymentAlreadyPaidProblem extends ProblemParts {
  readonly code: "payment.already_paid";
  readonly type: "https://shop.example/errors#payment.already_paid";
  readonly order: number;
}

/**
 * Two requests paid at once, or the database failed.
 *
 * Status 409.
 */
export interface PaymentAtOnceProblem extends ProblemParts {
  readonly code: "payment.at_once";
  readonly type: "https://shop.example/errors#payment.at_once";
}

/**
 * The provider cannot be reached, or takes too long.
 *
 * Status 502.
 */
export interface ProviderUnreachableProblem extends ProblemParts {
  readonly code: "provider.unreachable";
}

/**
 * The provider cannot be reached, or takes too long.
 *
 * Status 504.
 */
export interface ProviderTimeoutProblem extends ProblemParts {
  readonly code: "provider.timeout";
}

/**
 * The provider limits our calls, and names the time to retry.
 *
 * Status 503.
 */
export interface ProviderRateLimitedProblem extends ProblemParts {
  readonly code: "provider.rate_limited";
}

/**
 * The provider's response is not a documented one.
 *
 * Status 502.
 */
export interface ProviderBadAnswerProblem extends ProblemParts {
  readonly code: "provider.bad_answer";
}

/**
 * The server failed. The response says nothing about the cause, which is in the log.
 *
 * Status 500.
 */
export interface InternalErrorProblem extends ProblemParts {
  readonly code: "internal_error";
}

/** A problem of a known type. */
export type KnownProblem =
  | InvalidProblem
  | InvalidJsonProblem
  | MissingContentTypeProblem
  | UnsupportedMediaTypeProblem
  | InvalidBodyProblem
  | ContentTooLargeProblem
  | NoTokenProblem
  | InvalidTokenProblem
  | ForbiddenProblem
  | UserNotFoundProblem
  | EmailTakenProblem
  | NoSuchRowProblem
  | BusyProblem
  | OrderNotFoundProblem
  | OrderNotYoursProblem
  | OrderSoldOutProblem
  | OrderUnknownProductProblem
  | PaymentDeclinedProblem
  | PaymentAlreadyPaidProblem
  | PaymentAtOnceProblem
  | ProviderUnreachableProblem
  | ProviderTimeoutProblem
  | ProviderRateLimitedProblem
  | ProviderBadAnswerProblem
  | InternalErrorProblem;

/** A problem of any type. */
export type Problem = KnownProblem | UnknownProblem;

/** The code of a known type. */
export type Code = KnownProblem["code"];

/** Returns whether the type of a problem is known. */
export function isKnown(problem: Problem): problem is KnownProblem {
  return problem.code !== undefined;
}

/** Returns whether a problem has this code, so that its members are known. */
export function hasCode<C extends Code>(
  problem: Problem,
  code: C,
): problem is Extract<Problem, { readonly code: C }> {
  const own: string | undefined = problem.code;
  return own === code;
}

/**
 * Returns whether the same request may succeed later. The header `Retry-After` contains how
 * long to wait.
 */
export function isRetryable(problem: Problem): boolean {
  const own: string | undefined = problem.code;
  const entry = entries.find((it) => it.code === own && (it.type ?? problem.type) === problem.type);
  return entry?.isRetryable ?? [408, 425, 429, 502, 503, 504].includes(problem.status);
}

/** The parts of a response that are needed: a response of `fetch` has them. */
export interface ProblemResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/**
 * Returns the problem in a response. It is `undefined` if the response has another media type,
 * in which case the body is not read, or if the body is not a JSON object.
 */
export async function readProblem(response: ProblemResponse): Promise<Problem | undefined> {
  const mediaType = response.headers.get("content-type")?.split(";", 1)[0]?.trim();
  if (response.status < 300 || mediaType?.toLowerCase() !== "application/problem+json") {
    return undefined;
  }
  try {
    return parseProblem(response.status, JSON.parse(await response.text()));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Returns the problem in a parsed body, of a response with this status. It is `undefined` if
 * the body is not a JSON object.
 *
 * The type URI decides which type it is, or the code if one of the two has no type URI. A
 * member of the wrong type is ignored, as RFC 9457, section 3.1, requires. If the type always
 * has this member, the problem is an `UnknownProblem`.
 */
export function parseProblem(status: number, body: unknown): Problem | undefined {
  if (!isObject(body)) {
    return undefined;
  }
  const members = new Map<string, unknown>(Object.entries(body));
  const text = (name: string): string | undefined => {
    const value = members.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const type = text("type") ?? "about:blank";
  const code = text("code");
  const found = entries.filter((entry) =>
    entry.type === undefined || type === "about:blank" ? entry.code === code : entry.type === type,
  );
  const entry = found.find((it) => it.code === code && (it.type ?? "about:blank") === type)
    ?? found.find((it) => it.code === code)
    ?? found[0];
  const parts = new Map<string, unknown>([["type", entry?.type ?? type], ["status", status]]);
  for (const name of ["title", "detail", "instance"]) {
    if (text(name) !== undefined) {
      parts.set(name, text(name));
    }
  }
  const own = entry && ownMembers(entry, members);
  if (entry === undefined || own === undefined) {
    parts.set("code", undefined).set("body", body);
    return Object.fromEntries(parts) as unknown as UnknownProblem;
  }
  parts.set("code", entry.code);
  return Object.fromEntries([...own, ...parts]) as unknown as KnownProblem;
}

/** Returns the members of a type, or `undefined` if one that is always present is missing. */
function ownMembers(
  entry: Entry,
  members: ReadonlyMap<string, unknown>,
): Map<string, unknown> | undefined {
  const own = new Map(entry.hasMoreMembers ? members : []);
  for (const name of ["type", "title", "status", "code", "detail", "instance"]) {
    own.delete(name);
  }
  for (const [name, isRequired, check] of entry.members) {
    if (members.has(name) && check(members.get(name))) {
      own.set(name, members.get(name));
    } else if (isRequired) {
      return undefined;
    } else {
      own.delete(name);
    }
  }
  return own;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Check = (value: unknown) => boolean;

type Member = readonly [name: string, isRequired: boolean, check: Check];

interface Entry {
  readonly code: string;
  /** `undefined` for `about:blank`. */
  readonly type: string | undefined;
  readonly isRetryable: boolean;
  readonly members: readonly Member[];
  /** Whether it may also have other members. */
  readonly hasMoreMembers: boolean;
}

const is = {
  any: (): boolean => true,
  boolean: (value: unknown): boolean => typeof value === "boolean",
  integer: (value: unknown): boolean => Number.isInteger(value),
  number: (value: unknown): boolean => typeof value === "number",
  string: (value: unknown): boolean => typeof value === "string",
  oneOf:
    (...texts: readonly unknown[]): Check =>
    (value) =>
      texts.includes(value),
  array:
    (items: Check): Check =>
    (value) =>
      Array.isArray(value) && value.every((item) => items(item)),
  map:
    (values: Check): Check =>
    (value) =>
      isObject(value) && Object.values(value).every((it) => values(it)),
  object:
    (...members: readonly Member[]): Check =>
    (value) => {
      if (!isObject(value)) {
        return false;
      }
      const given = new Map<string, unknown>(Object.entries(value));
      return members.every(([name, isRequired, check]) =>
        given.has(name) ? check(given.get(name)) : !isRequired,
      );
    },
  nullable:
    (check: Check): Check =>
    (value) =>
      value === null || check(value),
};

const entries: readonly Entry[] = [
  {
    code: "invalid",
    type: undefined,
    isRetryable: false,
    members: [["errors", true, is.array(is.object(["pointer", true, is.string], ["detail", true, is.string], ["code", false, is.string]))]],
    hasMoreMembers: false,
  },
  {
    code: "invalid_json",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "missing_content_type",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "unsupported_media_type",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "invalid_body",
    type: undefined,
    isRetryable: false,
    members: [["errors", false, is.array(is.object(["pointer", true, is.string], ["detail", true, is.string], ["code", false, is.string]))]],
    hasMoreMembers: false,
  },
  {
    code: "content_too_large",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "no_token",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "invalid_token",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "forbidden",
    type: undefined,
    isRetryable: false,
    members: [["needed_role", true, is.oneOf("customer", "admin")]],
    hasMoreMembers: false,
  },
  {
    code: "user_not_found",
    type: undefined,
    isRetryable: false,
    members: [["id", true, is.integer]],
    hasMoreMembers: false,
  },
  {
    code: "email_taken",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "no_such_row",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "busy",
    type: undefined,
    isRetryable: true,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "order.not_found",
    type: undefined,
    isRetryable: false,
    members: [["id", true, is.integer]],
    hasMoreMembers: false,
  },
  {
    code: "order.not_yours",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "order.sold_out",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "order.unknown_product",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "payment.declined",
    type: "https://shop.example/errors#payment.declined",
    isRetryable: false,
    members: [["reason", true, is.string]],
    hasMoreMembers: false,
  },
  {
    code: "payment.already_paid",
    type: "https://shop.example/errors#payment.already_paid",
    isRetryable: false,
    members: [["order", true, is.integer]],
    hasMoreMembers: false,
  },
  {
    code: "payment.at_once",
    type: "https://shop.example/errors#payment.at_once",
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "provider.unreachable",
    type: undefined,
    isRetryable: true,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "provider.timeout",
    type: undefined,
    isRetryable: true,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "provider.rate_limited",
    type: undefined,
    isRetryable: true,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "provider.bad_answer",
    type: undefined,
    isRetryable: true,
    members: [],
    hasMoreMembers: false,
  },
  {
    code: "internal_error",
    type: undefined,
    isRetryable: false,
    members: [],
    hasMoreMembers: false,
  },
];
