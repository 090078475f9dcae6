import type { UserId } from "../shared/ids.ts";
import { type Instant, millisOf, minutes, plus, seconds } from "../shared/instant.ts";
import { isRejected } from "./code-of.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { CredentialBroker, CredentialRequest, IssuedCredentials } from "./credential-broker.ts";
import { ana, ben } from "./entities.fixture.ts";

export interface CredentialBrokerFixture {
  readonly credentials: CredentialBroker;
  /** By the clock that the credentials expire by. */
  now(): Instant;
  /** Whose the store takes these for; `undefined` for credentials that it does not know. */
  ownerOf(credentials: IssuedCredentials): Promise<string | undefined>;
}

const requestOf = (owner: UserId, changes: Partial<CredentialRequest> = {}): CredentialRequest => ({
  owner,
  prefix: `u/${owner}/`,
  signedOutAt: undefined,
  lifetime: minutes(60),
  ...changes,
});

/** What holds for all CredentialBrokers. */
export function describeCredentialBroker(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<CredentialBrokerFixture>,
): void {
  describe(`CredentialBroker: ${name}`, () => {
    it("gives what an SDK needs, in texts that go into headers", async () => {
      await using fixture = await open();
      const issued = await fixture.credentials.issue(requestOf(ana));
      expect(issued.accessKeyId).toMatch(/^[A-Z0-9]{16,128}$/);
      expect(issued.secretAccessKey).toMatch(/^[!-~]{40,256}$/);
      expect(issued.sessionToken).toMatch(/^[!-~]{1,4096}$/);
      expect(issued.bucket).toMatch(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
      expect(issued.region).toMatch(/^[a-z0-9-]+$/);
    });

    it("gives others each time, also to the same person", async () => {
      await using fixture = await open();
      const all = [
        await fixture.credentials.issue(requestOf(ana)),
        await fixture.credentials.issue(requestOf(ana)),
        await fixture.credentials.issue(requestOf(ben)),
      ];
      for (const text of ["accessKeyId", "secretAccessKey", "sessionToken"] as const) {
        expect(new Set(all.map((issued) => issued[text])).size, text).toBe(3);
      }
    });

    it("gives everybody their own, and none of somebody else's", async () => {
      await using fixture = await open();
      const issued = await Promise.all([ana, ben, ana].map((owner) => fixture.credentials.issue(requestOf(owner))));
      const owners: (string | undefined)[] = [];
      for (const credentials of issued) owners.push(await fixture.ownerOf(credentials));
      expect(owners).toEqual([ana, ben, ana]);
    });

    it("ends them with their lifetime, and never later", async () => {
      await using fixture = await open();
      for (const lifetime of [minutes(15), minutes(60)]) {
        const earliest = plus(fixture.now(), lifetime - seconds(1));
        const { expiresAt } = await fixture.credentials.issue(requestOf(ana, { lifetime }));
        const latest = plus(fixture.now(), lifetime);
        expect(millisOf(expiresAt), `${expiresAt} is too early`).toBeGreaterThanOrEqual(millisOf(earliest));
        expect(millisOf(expiresAt), `${expiresAt} is too late`).toBeLessThanOrEqual(millisOf(latest));
      }
    });

    it("gives them to whoever has signed out everywhere before, too", async () => {
      await using fixture = await open();
      const request = requestOf(ana, { signedOutAt: plus(fixture.now(), -minutes(1)) });
      expect(await fixture.ownerOf(await fixture.credentials.issue(request))).toBe(ana);
    });

    it("gives nothing to a caller who has given up", async () => {
      await using fixture = await open();
      const issue = () => fixture.credentials.issue(requestOf(ana), { signal: AbortSignal.abort() });
      expect(await isRejected(issue())).toBe(true);
    });
  });
}
