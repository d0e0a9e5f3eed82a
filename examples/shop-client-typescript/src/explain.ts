// The text that this client shows to its user for each error of the shop.
import type { Problem } from "./errors.js";

/** Returns a sentence for the user. The compiler knows which members each problem has. */
export function explain(problem: Problem): string {
  switch (problem.code) {
    case "user_not_found":
      return `There is no user ${problem.id}.`;
    case "forbidden":
      return `Ask someone who is ${problem.needed_role}.`;
    case "invalid":
      return problem.errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ");
    case "payment.declined":
      return `The bank says: ${problem.reason}.`;
    case "payment.already_paid":
      return `Order ${problem.order} needs no payment.`;
    case undefined:
      return `The shop has a problem that this client does not know: ${problem.status}.`;
    default:
      return problem.detail ?? problem.title ?? `Status ${problem.status}.`;
  }
}
