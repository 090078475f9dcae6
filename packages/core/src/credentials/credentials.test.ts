import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { parseSettings } from "../settings.ts";
import { type Actor, anonymous, system } from "../shared/actor.ts";
import { ApiKeyId, ShareId } from "../shared/ids.ts";
import { minutes, plus } from "../shared/instant.ts";
import { Scope } from "../shared/scope.ts";
import { createWorld, type World } from "../world.fixture.ts";

type Accounts = World["tintype"]["accounts"];

/** What a store of our own does with each request. */
function openingOf({ ports, tintype }: World, credentials: { accessKeyId: string; sessionToken: string }) {
  const known = ports.credentials.lookUp(credentials.accessKeyId, credentials.sessionToken);
  if (known === undefined) throw new Error("These were not given out.");
  return () => tintype.credentials.openCredentials(known);
}

describe("issuing credentials", () => {
  it("gives a person the prefix that photos are made from, for an hour", async () => {
    const { tintype, ports, ana } = await createWorld();
    expect(await tintype.credentials.issueCredentials(ana)).toEqual({
      accessKeyId: expect.any(String),
      secretAccessKey: expect.any(String),
      sessionToken: expect.any(String),
      expiresAt: plus(ports.clock.now(), minutes(60)),
      bucket: "incoming",
      prefix: `u/${ana.userId}/`,
      region: "local",
      endpoint: "https://storage.example",
    });
  });

  it("goes by the settings, which allow what STS gives", async () => {
    const { tintype, ports, ana } = await createWorld({ settings: { lifetimes: { credentials: minutes(15) } } });
    const { expiresAt } = await tintype.credentials.issueCredentials(ana);
    expect(expiresAt).toBe(plus(ports.clock.now(), minutes(15)));
    for (const credentials of [minutes(14), minutes(61)]) {
      expect(() => parseSettings({ publicUrl: "https://a.example", lifetimes: { credentials } })).toThrow();
    }
  });

  it("is for people alone", async () => {
    const { tintype, ana } = await createWorld();
    const program = { kind: "program", userId: ana.userId, scopes: Scope.options } as const;
    const guest = { kind: "guest", shareId: ShareId.parse("01KAFAKE000000000000009999"), epoch: 1 } as const;
    const others: readonly (readonly [Actor, string])[] = [
      [anonymous, "sign_in_required"],
      [{ ...program, keyId: ApiKeyId.parse("01KAFAKE000000000000008888") }, "not_allowed"],
      [guest, "not_allowed"],
      [system, "not_allowed"],
    ];
    for (const [actor, code] of others) {
      expect(await codeOf(tintype.credentials.issueCredentials(actor)), actor.kind).toBe(code);
    }
  });

  it("is not for whoever is disabled or leaving by now", async () => {
    const { tintype, ana, ben } = await createWorld();
    await tintype.accounts.disableAccount(system, ana.userId);
    await tintype.accounts.deleteAccount(system, ben.userId);
    expect(await codeOf(tintype.credentials.issueCredentials(ana))).toBe("account_disabled");
    expect(await codeOf(tintype.credentials.issueCredentials(ben))).toBe("account_not_found");
  });
});

describe("issuing credentials to somebody who goes meanwhile", () => {
  it.each([
    ["signs out everywhere", "signed_out", ({ signOutEverywhere }: Accounts) => signOutEverywhere],
    ["is disabled", "account_disabled", ({ disableAccount }: Accounts) => disableAccount],
    ["deletes the account", "account_not_found", ({ deleteAccount }: Accounts) => deleteAccount],
  ] as const)("gives none to whoever %s while they are made", async (_, code, operationOf) => {
    let meanwhile: () => Promise<unknown> = async () => {};
    const { tintype, ana, ben } = await createWorld({
      around: ({ credentials }) => ({
        credentials: {
          ...credentials,
          async issue(...asked) {
            const issued = await credentials.issue(...asked);
            await meanwhile();
            return issued;
          },
        },
      }),
    });
    meanwhile = () => operationOf(tintype.accounts)(system, ana.userId);
    expect(await codeOf(tintype.credentials.issueCredentials(ana))).toBe(code);
    meanwhile = async () => {};
    expect(await codeOf(tintype.credentials.issueCredentials(ben))).toBe("resolved");
  });
});

describe("opening credentials", () => {
  it("says whose they are, until they expire", async () => {
    const world = await createWorld();
    const open = openingOf(world, await world.tintype.credentials.issueCredentials(world.ana));
    world.ports.clock.advance(minutes(60) - 1);
    expect(await open()).toEqual({ kind: "user", userId: world.ana.userId });
    world.ports.clock.advance(1);
    expect(await codeOf(open())).toBe("credentials_expired");
  });

  it("ends when their owner signs out everywhere, whatever the clock does, and begins anew with new ones", async () => {
    const world = await createWorld();
    const { tintype, ports, ana, ben } = world;
    const issue = async (actor = ana) => openingOf(world, await tintype.credentials.issueCredentials(actor));
    const [earlier, bens] = [await issue(), await issue(ben)];
    ports.clock.advance(-minutes(5));
    await tintype.accounts.signOutEverywhere(system, ana.userId);
    expect(await codeOf(earlier())).toBe("signed_out");
    expect(await bens()).toMatchObject({ userId: ben.userId });
    const later = await issue();
    expect(await later()).toMatchObject({ userId: ana.userId });
    ports.clock.advance(-minutes(5));
    await tintype.accounts.signOutEverywhere(system, ana.userId);
    expect(await codeOf(later())).toBe("signed_out");
  });

  it("stops while their owner is disabled, and for good once they are leaving", async () => {
    const world = await createWorld();
    const { tintype, ana, drain } = world;
    const open = openingOf(world, await tintype.credentials.issueCredentials(ana));
    await tintype.accounts.disableAccount(system, ana.userId);
    expect(await codeOf(open())).toBe("account_disabled");
    await tintype.accounts.enableAccount(system, ana.userId);
    expect(await open()).toMatchObject({ userId: ana.userId });
    await tintype.accounts.deleteAccount(system, ana.userId);
    expect(await codeOf(open())).toBe("account_not_found");
    await drain();
    expect(await codeOf(open())).toBe("account_not_found");
  });
});
