import { scryptSync } from "node:crypto";
import { describePasswordHasher } from "@tintype/core/contracts";
import { describe, expect, it } from "vitest";
import { createScryptPasswordHasher } from "./scrypt-password-hasher.ts";

/** The same function at a cost that tests can pay. */
const cheap = async (password: string, salt: Uint8Array, length: number) =>
  scryptSync(password, salt, length, { N: 2 });

describePasswordHasher({ describe, it, expect }, "scrypt", async () => ({
  passwords: createScryptPasswordHasher({ derive: cheap }),
  [Symbol.asyncDispose]: async () => {},
}));

describe(createScryptPasswordHasher, () => {
  it("hashes with the parameters that it says, which anybody can check", async () => {
    const hash = await createScryptPasswordHasher().hash("correct horse");
    const [, , parameters, salt = "", key] = hash.split("$");
    expect(parameters).toBe("ln=15,r=8,p=3");
    const options = { N: 2 ** 15, r: 8, p: 3, maxmem: 2 ** 27 };
    expect(scryptSync("correct horse", Buffer.from(salt, "base64url"), 32, options).toString("base64url")).toBe(key);
  });

  it("computes once for whatever it is asked to verify: right, wrong, none, or no hash at all", async () => {
    let computed = 0;
    const counting = async (password: string, salt: Uint8Array, length: number) => {
      computed += 1;
      return cheap(password, salt, length);
    };
    const passwords = createScryptPasswordHasher({ derive: counting });
    const hash = await passwords.hash("right");
    for (const [password, stored] of [
      ["right", hash],
      ["wrong", hash],
      ["any", undefined],
      ["any", "nonsense"],
    ] as const) {
      computed = 0;
      await passwords.verify(password, stored);
      expect(computed).toBe(1);
    }
  });

  it("computes two at once, keeps some waiting in order and refuses the rest", async () => {
    const releases: (() => void)[] = [];
    const begun: string[] = [];
    const held = (password: string, _salt: Uint8Array, length: number) => {
      begun.push(password);
      return new Promise<Uint8Array>((resolve) => releases.push(() => resolve(new Uint8Array(length))));
    };
    const passwords = createScryptPasswordHasher({ derive: held, waiting: 2 });
    const settled = ["a", "b", "c", "d"].map((password) => passwords.hash(password));
    await expect(passwords.hash("e")).rejects.toMatchObject({ code: "too_many_password_checks" });
    expect(begun).toEqual(["a", "b"]);
    for (let index = 0; index < 4; index += 1) {
      releases[index]?.();
      await settled[index];
    }
    expect(begun).toEqual(["a", "b", "c", "d"]);
    await Promise.all(settled);
  });

  it("gives a place in the queue back when its caller gives up", async () => {
    const releases: (() => void)[] = [];
    const held = (_password: string, _salt: Uint8Array, length: number) =>
      new Promise<Uint8Array>((resolve) => releases.push(() => resolve(new Uint8Array(length))));
    const passwords = createScryptPasswordHasher({ derive: held, atOnce: 1, waiting: 1 });
    const first = passwords.hash("a");
    const abort = new AbortController();
    const second = passwords.hash("b", { signal: abort.signal });
    abort.abort(new Error("gone"));
    await expect(second).rejects.toThrow("gone");
    const third = passwords.hash("c");
    releases[0]?.();
    await first;
    releases[1]?.();
    await expect(third).resolves.toContain("$scrypt$");
  });
});
