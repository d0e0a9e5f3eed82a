// Sends requests that fail to the shop at an address, and prints what is wrong with each.
import { explain } from "./explain.js";
import { Shop, ShopError } from "./shop.js";

declare const process: { argv: string[] };

const base = process.argv[2] ?? "http://127.0.0.1:3000";
const guest = new Shop(base);
const alice = new Shop(base, "alice");

const mistakes: Readonly<Record<string, () => Promise<unknown>>> = {
  "a user who does not exist": () => guest.user(99),
  "a user without a name": () => guest.createUser("", "nobody"),
  "a report for someone else": () => alice.sales(),
  "a card that is declined": () => alice.pay(1, "4000000000009995"),
  "an order that is paid": () => alice.pay(2, "4242424242424242"),
  "a provider that is busy": () => alice.pay(1, "4000000000000429"),
  "a path that does not exist": () => guest.send("GET", "/nowhere"),
};

for (const [mistake, make] of Object.entries(mistakes)) {
  try {
    await make();
    console.log(`${mistake}: no error`);
  } catch (error) {
    if (!(error instanceof ShopError)) {
      throw error;
    }
    const later = error.isRetryable ? ` Again in ${error.retryAfter ?? 1} s.` : "";
    console.log(`${mistake}: ${explain(error.problem)}${later}`);
  }
}
