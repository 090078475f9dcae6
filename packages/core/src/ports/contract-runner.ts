/**
 * The part of a test runner that contracts need: vitest's fits as it is, Jest's with an `expect` that leaves the message
 * out, node:test's with that one. It is an argument, so that whoever proves an adapter brings their own.
 */
export interface ContractRunner {
  describe(name: string, suite: () => void): unknown;
  it(name: string, test: () => Promise<void> | void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: matchers differ between runners
  expect(actual: unknown, message?: string): any;
}

/** Opens a fresh port, isolated from every other, and closes it afterwards (`await using`). */
export type Open<Fixture> = () => Promise<Fixture & AsyncDisposable>;
