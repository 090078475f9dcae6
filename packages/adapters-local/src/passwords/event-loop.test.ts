import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { createScryptPasswordHasher } from "./scrypt-password-hasher.ts";

it("leaves the event loop to others while passwords are hashed", async () => {
  const passwords = createScryptPasswordHasher();
  let waiting = 6;
  const hashed = Array.from({ length: waiting }, async () => {
    await passwords.hash("Analytical-Engine-1843");
    waiting -= 1;
  });
  let turns = 0;
  while (waiting > 0) {
    await setImmediate();
    turns += 1;
  }
  await Promise.all(hashed);
  // Hashing on this thread would leave it a turn or two for each of them.
  expect(turns).toBeGreaterThan(100);
});
