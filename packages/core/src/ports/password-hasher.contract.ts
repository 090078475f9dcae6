import type { ContractRunner, Open } from "./contract-runner.ts";
import type { PasswordHasher } from "./password-hasher.ts";

export interface PasswordHasherFixture {
  readonly passwords: PasswordHasher;
}

/** What holds for all PasswordHashers. */
export function describePasswordHasher(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<PasswordHasherFixture>,
): void {
  describe(`${name} as PasswordHasher`, () => {
    it("knows the password that made a hash, and no other", async () => {
      await using fixture = await open();
      const { passwords } = fixture;
      const hash = await passwords.hash("correct horse");
      expect(await passwords.verify("correct horse", hash)).toBe(true);
      for (const wrong of ["correct horsf", "Correct horse", "correct horse ", "", "correct"]) {
        expect(await passwords.verify(wrong, hash), wrong).toBe(false);
      }
    });

    it("never makes the same hash twice, and does not show the password in it", async () => {
      await using fixture = await open();
      const one = await fixture.passwords.hash("correct horse");
      const other = await fixture.passwords.hash("correct horse");
      expect(one).not.toBe(other);
      expect(one).not.toContain("correct");
      expect(await fixture.passwords.verify("correct horse", other)).toBe(true);
    });

    it("takes passwords of every length and script, to their last character", async () => {
      await using fixture = await open();
      const { passwords } = fixture;
      for (const password of ["비밀번호 📷", "a".repeat(1_000), "nul\u0000byte"]) {
        const hash = await passwords.hash(password);
        expect(await passwords.verify(password, hash)).toBe(true);
        expect(await passwords.verify(`${password}b`, hash)).toBe(false);
        expect(await passwords.verify(password.slice(0, -1), hash)).toBe(false);
      }
    });

    it("takes one spelling of a letter for another spelling of it", async () => {
      await using fixture = await open();
      const hash = await fixture.passwords.hash("caf\u00e9");
      expect(await fixture.passwords.verify("cafe\u0301", hash)).toBe(true);
    });

    it("answers no, and does not fail, without a hash and for what is none", async () => {
      await using fixture = await open();
      const hash = await fixture.passwords.hash("correct horse");
      for (const wrong of [undefined, "", "$", "plain", hash.slice(0, -1), `${hash}x`, hash.toUpperCase()]) {
        expect(await fixture.passwords.verify("correct horse", wrong), wrong ?? "none").toBe(false);
      }
    });

    it("refuses rather than letting everybody wait, and goes on afterwards", async () => {
      await using fixture = await open();
      const hash = await fixture.passwords.hash("correct horse");
      const many = Array.from({ length: 1_000 }, () => fixture.passwords.verify("correct horse", hash));
      const outcomes = await Promise.all(many.map((check) => check.catch((error: { code: string }) => error.code)));
      expect(new Set(outcomes)).toEqual(new Set([true, "too_many_password_checks"]));
      expect(await fixture.passwords.verify("correct horse", hash)).toBe(true);
    });

    it("does nothing once the caller has given up", async () => {
      await using fixture = await open();
      await expect(fixture.passwords.hash("a", { signal: AbortSignal.abort() })).rejects.toThrow();
      await expect(fixture.passwords.verify("a", undefined, { signal: AbortSignal.abort() })).rejects.toThrow();
    });
  });
}
