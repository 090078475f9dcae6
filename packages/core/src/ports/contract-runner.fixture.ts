import type { ContractRunner } from "./contract-runner.ts";

interface CollectedTest {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/**
 * Runs those tests of a contract whose names are given, and resolves to the names of the ones that failed: how the tests
 * of a contract show that a broken adapter is caught. A name that the contract does not have throws.
 */
export async function failuresOf(
  expect: ContractRunner["expect"],
  suite: (runner: ContractRunner) => void,
  names: readonly string[],
): Promise<string[]> {
  const tests: CollectedTest[] = [];
  suite({ expect, describe: (_name, body) => body(), it: (name, run) => void tests.push({ name, run }) });
  const failed: string[] = [];
  for (const name of names) {
    const test = tests.find((candidate) => candidate.name === name);
    if (test === undefined) throw new RangeError(`The contract has no test "${name}".`);
    try {
      await test.run();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}
