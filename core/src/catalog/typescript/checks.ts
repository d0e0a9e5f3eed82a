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
