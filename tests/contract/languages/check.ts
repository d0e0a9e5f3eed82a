// Reads problems: each line of the input is a status and a body. Prints what each one is.
import { hasCode, isKnown, isRetryable, parseProblem, readProblem } from "./errors.js";
import type { Code, KnownProblem, Problem } from "./errors.js";

declare const process: { argv: string[] };
declare const console: { log(text: string): void };

/** Exhaustive: a code that is not handled is an error of the compiler. */
export function explain(problem: Problem): string {
  switch (problem.code) {
    case "user_not_found": {
      const id: number = problem.id;
      const type: "https://api.example/errors#user_not_found" = problem.type;
      return `${type} ${id}`;
    }
    case "invalid": {
      const pointers: string[] = problem.errors.map((error) => error.pointer);
      const code: string | undefined = problem.errors[0]?.code;
      const limit: number | undefined = problem.limits["max"];
      const hint: readonly (boolean | null)[] | undefined = problem.hint;
      return [pointers, code, limit, hint].join();
    }
    case "conflict":
      return problem.name;
    case "unauthenticated":
    case "slow":
    case "moved":
    case "internal_error":
      // @ts-expect-error: it has no such member.
      return problem.id;
    case undefined:
      return String(problem.body["code"]);
  }
}

const problems: [number, unknown][] = JSON.parse(process.argv[2] ?? "");
const results = problems.map(([status, body]) => parseProblem(status, body) ?? null);
for (const problem of results) {
  if (problem === null || !isKnown(problem)) {
    continue;
  }
  const known: KnownProblem = problem;
  const code: Code = known.code;
  if (!hasCode(known, code)) {
    throw new Error(code);
  }
  if (hasCode(problem, "user_not_found")) {
    const id: number = problem.id;
    explain({ ...problem, id });
  }
  explain(problem);
}
const retryable = results.map((problem) => problem !== null && isRetryable(problem));

const response = (status: number, mediaType: string | null, body: string) =>
  readProblem({ status, headers: { get: () => mediaType }, text: async () => body });
const read = await Promise.all([
  response(404, "Application/Problem+JSON; charset=utf-8", `{"code":"slow"}`),
  response(404, "application/json", `{"code":"slow"}`),
  response(404, null, `{"code":"slow"}`),
  response(404, "application/problem+json", "no json"),
  response(200, "application/problem+json", "{}"),
]);

console.log(JSON.stringify({ results, retryable, read: read.map((it) => it?.code ?? null) }));
