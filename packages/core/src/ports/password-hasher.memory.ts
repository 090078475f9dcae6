import type { PasswordHasher } from "./password-hasher.ts";
import { TooManyPasswordChecks } from "./port-errors.ts";
import { sha256 } from "./sha256.memory.ts";

const most = 100;

/** For tests alone: quick, and therefore no protection. Takes 100 calls at once. */
export function createMemoryPasswordHasher(): PasswordHasher {
  let salts = 0;
  let underWay = 0;

  async function digest(salt: string, password: string, signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted();
    if (underWay >= most) throw new TooManyPasswordChecks();
    underWay += 1;
    await Promise.resolve();
    underWay -= 1;
    return sha256(new TextEncoder().encode(`${salt}:${password.normalize("NFC")}`));
  }

  return {
    async hash(password, options) {
      salts += 1;
      const salt = `${salts}`;
      return `$test$${salt}$${await digest(salt, password, options?.signal)}`;
    },
    async verify(password, hash, options) {
      const [, scheme, salt = "", expected] = hash?.split("$") ?? [];
      const actual = await digest(salt, password, options?.signal);
      return scheme === "test" && actual === expected;
    },
  };
}
