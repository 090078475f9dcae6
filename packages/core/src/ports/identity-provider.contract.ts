import type { ContractRunner, Open } from "./contract-runner.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** What somebody who signed in holds. */
export interface PoolSession {
  /** The groups that its newest access token carries. */
  readonly groups: readonly string[];
  /** The session with new tokens, by its refresh token; `undefined` where the pool refuses. */
  refresh(): Promise<PoolSession | undefined>;
}

/** A pool, seen from both sides: as the port, and as the people who sign in. */
export interface IdentityProviderFixture {
  readonly identities: IdentityProvider;
  /** Puts a confirmed user with a verified address into the pool and gives the subject. */
  addUser(email: string): Promise<string>;
  /** Signs in with the right password; `undefined` where the pool refuses. */
  signIn(email: string): Promise<PoolSession | undefined>;
}

const ada = "ada@example.com";
const nobody = "00000000-0000-4000-8000-000000000000";

/** What every `IdentityProvider` does. */
export function describeIdentityProvider(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<IdentityProviderFixture>,
): void {
  describe(`IdentityProvider: ${name}`, () => {
    it("looks up a user by the subject", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      expect(await pool.identities.lookUp(subject)).toEqual({
        subject,
        email: ada,
        emailVerified: true,
        enabled: true,
        groups: [],
      });
    });

    it("knows nobody by a subject that it never gave out", async () => {
      await using pool = await open();
      await pool.addUser(ada);
      expect(await pool.identities.lookUp(nobody)).toBe(undefined);
    });

    it("does not take an address for a subject", async () => {
      await using pool = await open();
      await pool.addUser(ada);
      expect(await pool.identities.lookUp(ada)).toBe(undefined);
    });

    it("keeps users apart", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      const other = await pool.addUser("grace@example.com");
      await pool.identities.disable(subject);
      await pool.identities.setGroups(subject, ["premium"]);
      expect(await pool.identities.lookUp(other)).toEqual({
        subject: other,
        email: "grace@example.com",
        emailVerified: true,
        enabled: true,
        groups: [],
      });
      expect(await pool.signIn("grace@example.com")).not.toBe(undefined);
    });

    it("refuses sign-in and refresh once a user is disabled, again and again", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      const session = await pool.signIn(ada);
      await pool.identities.disable(subject);
      await pool.identities.disable(subject);
      expect((await pool.identities.lookUp(subject))?.enabled).toBe(false);
      expect(await pool.signIn(ada)).toBe(undefined);
      expect(await session?.refresh()).toBe(undefined);
    });

    it("lets a user who is enabled again sign in", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      await pool.identities.disable(subject);
      await pool.identities.enable(subject);
      await pool.identities.enable(subject);
      expect((await pool.identities.lookUp(subject))?.enabled).toBe(true);
      expect(await pool.signIn(ada)).not.toBe(undefined);
    });

    it("lets a session go on while nobody ends it", async () => {
      await using pool = await open();
      await pool.addUser(ada);
      const session = await pool.signIn(ada);
      expect(await session?.refresh()).not.toBe(undefined);
    });

    it("ends every session at once, and lets the user sign in anew", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      const phone = await pool.signIn(ada);
      const laptop = await pool.signIn(ada);
      await pool.identities.signOutEverywhere(subject);
      expect(await phone?.refresh()).toBe(undefined);
      expect(await laptop?.refresh()).toBe(undefined);
      expect(await (await pool.signIn(ada))?.refresh()).not.toBe(undefined);
    });

    it("ends nobody else's session", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      await pool.addUser("grace@example.com");
      const grace = await pool.signIn("grace@example.com");
      await pool.identities.signOutEverywhere(subject);
      expect(await grace?.refresh()).not.toBe(undefined);
    });

    it("has exactly the groups that were set last, each once", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      await pool.identities.setGroups(subject, ["premium", "beta", "premium"]);
      expect([...((await pool.identities.lookUp(subject))?.groups ?? [])].toSorted()).toEqual(["beta", "premium"]);
      await pool.identities.setGroups(subject, ["premium"]);
      expect((await pool.identities.lookUp(subject))?.groups).toEqual(["premium"]);
      await pool.identities.setGroups(subject, []);
      expect((await pool.identities.lookUp(subject))?.groups).toEqual([]);
    });

    it("puts the groups into the next tokens", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      const session = await pool.signIn(ada);
      expect(session?.groups).toEqual([]);
      await pool.identities.setGroups(subject, ["premium"]);
      expect((await session?.refresh())?.groups).toEqual(["premium"]);
      expect((await pool.signIn(ada))?.groups).toEqual(["premium"]);
    });

    it("forgets a user who was removed, with everything that could sign them in", async () => {
      await using pool = await open();
      const subject = await pool.addUser(ada);
      const session = await pool.signIn(ada);
      await pool.identities.setGroups(subject, ["premium"]);
      await pool.identities.remove(subject);
      await pool.identities.remove(subject);
      expect(await pool.identities.lookUp(subject)).toBe(undefined);
      expect(await pool.signIn(ada)).toBe(undefined);
      expect(await session?.refresh()).toBe(undefined);
    });

    it("gives an address that is free again to a new user, who inherits nothing", async () => {
      await using pool = await open();
      const former = await pool.addUser(ada);
      await pool.identities.setGroups(former, ["premium"]);
      await pool.identities.disable(former);
      await pool.identities.remove(former);
      const subject = await pool.addUser(ada);
      expect(subject).not.toBe(former);
      expect(await pool.identities.lookUp(subject)).toEqual({
        subject,
        email: ada,
        emailVerified: true,
        enabled: true,
        groups: [],
      });
    });

    it("changes nothing for a subject that it does not know", async () => {
      await using pool = await open();
      await pool.identities.disable(nobody);
      await pool.identities.enable(nobody);
      await pool.identities.signOutEverywhere(nobody);
      await pool.identities.setGroups(nobody, ["premium"]);
      expect(await pool.identities.lookUp(nobody)).toBe(undefined);
      await pool.identities.remove(nobody);
      expect(await pool.identities.lookUp(nobody)).toBe(undefined);
    });
  });
}
