import type { PasswordHasher } from "./password-hasher.ts";
import { sha256 } from "./sha256.memory.ts";

/** For tests alone: quick, and therefore no protection. */
export function createMemoryPasswordHasher(): PasswordHasher {
  let salts = 0;
  const digest = (salt: string, password: string) =>
    sha256(new TextEncoder().encode(`${salt}:${password.normalize("NFC")}`));
  return {
    async hash(password, options) {
      options?.signal?.throwIfAborted();
      salts += 1;
      return `$test$${salts}$${digest(`${salts}`, password)}`;
    },
    async verify(password, hash, options) {
      options?.signal?.throwIfAborted();
      const [, scheme, salt = "", expected] = hash?.split("$") ?? [];
      return scheme === "test" && digest(salt, password) === expected;
    },
  };
}
