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
