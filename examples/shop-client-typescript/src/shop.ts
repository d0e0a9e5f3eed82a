// The API of the shop, as far as this client needs it.
import { isRetryable, readProblem, type Problem } from "./errors.js";

/** A user with an account. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: "customer" | "admin";
}

/** The proof of a payment, in cents. */
export interface Receipt {
  readonly order: number;
  readonly amount: number;
  readonly reference: string;
}

/** An error response of the shop. */
export class ShopError extends Error {
  override readonly name = "ShopError";

  constructor(
    readonly problem: Problem,
    /** The seconds to wait, if the shop provides them. */
    readonly retryAfter: number | undefined,
  ) {
    super(problem.detail ?? problem.title ?? `status ${problem.status}`);
  }

  /** Returns whether the same request may succeed later. */
  get isRetryable(): boolean {
    return this.retryAfter !== undefined || isRetryable(this.problem);
  }
}

/** The shop at an address, with or without a token. */
export class Shop {
  constructor(
    private readonly base: string,
    private readonly token?: string,
  ) {}

  user(id: number): Promise<User> {
    return this.send("GET", `/users/${id}`);
  }

  createUser(name: string, email: string): Promise<User & { readonly token: string }> {
    return this.send("POST", "/users", { name, email });
  }

  pay(order: number, card: string): Promise<Receipt> {
    return this.send("POST", `/orders/${order}/payment`, { card });
  }

  sales(): Promise<unknown> {
    return this.send("GET", "/reports/sales");
  }

  /** Sends a request. The types of successful responses are not checked here. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = new Headers();
    if (this.token !== undefined) {
      headers.set("authorization", `Bearer ${this.token}`);
    }
    if (body !== undefined) {
      headers.set("content-type", "application/json");
    }
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) {
      return (await response.json()) as T;
    }
    const problem = await readProblem(response);
    if (problem === undefined) {
      // A response of something between the client and the shop.
      throw new Error(`status ${response.status} without a problem`);
    }
    const seconds = Number(response.headers.get("retry-after") ?? NaN);
    throw new ShopError(problem, Number.isInteger(seconds) ? seconds : undefined);
  }
}
