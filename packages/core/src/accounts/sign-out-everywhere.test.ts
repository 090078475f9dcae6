import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import type { IdentityProvider } from "../ports/identity-provider.ts";
import { type Actor, anonymous, type ProgramActor, system } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import { ApiKeyId, type UserId } from "../shared/ids.ts";
import { type Instant, plus, seconds } from "../shared/instant.ts";
import { Scope } from "../shared/scope.ts";
import { createWorld } from "../world.fixture.ts";

/** Ana, who has signed in on two devices, and what the pool does in the middle of her signing out. */
async function signedIn(meanwhile: () => Promise<void> = async () => {}) {
  const world = await createWorld({
    around: ({ identities }) => ({
      identities: {
        ...identities,
        signOutEverywhere: async (...said: Parameters<IdentityProvider["signOutEverywhere"]>) => {
          await meanwhile();
          await identities.signOutEverywhere(...said);
        },
      },
    }),
  });
  const { ports, tintype } = world;
  const identity = { issuer: "https://pool.example", subject: "user-1" };
  return {
    ...world,
    now: () => ports.clock.now(),
    session: ports.identities.signIn("ana@example.com"),
    /** Comes with a token of that moment. */
    come: (issuedAt: Instant) => codeOf(tintype.accounts.identifyCaller({ ...identity, issuedAt })),
  };
}

describe("signing out everywhere", () => {
  it.each(["by oneself", "by Tintype"])("ends every token from before, and none from afterwards, %s", async (how) => {
    const { tintype, ports, ana, now, session, come } = await signedIn();
    const before = now();
    ports.clock.advance(seconds(5));
    await tintype.accounts.signOutEverywhere(how === "by oneself" ? ana : system, ana.userId);
    expect([await come(before), await come(now())]).toEqual(["signed_out", "signed_out"]);
    expect(await session?.refresh()).toBe(undefined);
    expect(await come(plus(now(), seconds(1)))).toBe("resolved");
  });

  it("ends a token, too, that the pool has given in the last moment", async () => {
    let advance = () => {};
    const { tintype, ports, ana, now, come } = await signedIn(async () => advance());
    advance = () => ports.clock.advance(seconds(2));
    const lastMoment = plus(now(), seconds(1));
    await tintype.accounts.signOutEverywhere(ana, ana.userId);
    expect(await come(lastMoment)).toBe("signed_out");
  });

  it("has not happened where the pool does not answer, and can be asked for again with the same token", async () => {
    let answers = false;
    const { tintype, ana, now, session, come } = await signedIn(async () => {
      if (!answers) throw new Unavailable("The pool does not answer.");
    });
    const { signOutEverywhere } = tintype.accounts;
    expect(await codeOf(signOutEverywhere(ana, ana.userId))).toBe("unavailable");
    expect(await come(now())).toBe("resolved");
    answers = true;
    await signOutEverywhere(ana, ana.userId);
    await signOutEverywhere(ana, ana.userId);
    expect([await come(now()), await session?.refresh()]).toEqual(["signed_out", undefined]);
  });

  it("only heard of now is no news to the pool, and leaves who has signed in since", async () => {
    const { tintype, ports, ana, now, session, come } = await signedIn();
    const happenedAt = now();
    ports.clock.advance(seconds(5));
    await tintype.accounts.signOutEverywhere(system, ana.userId, { happenedAt });
    expect([await come(happenedAt), await come(now())]).toEqual(["signed_out", "resolved"]);
    expect(await session?.refresh()).not.toBe(undefined);
  });

  it("is nobody else's to do, and of nobody who is leaving", async () => {
    const { tintype, ana, ben, now, session, come } = await signedIn();
    const { signOutEverywhere, deleteAccount } = tintype.accounts;
    const ask = (actor: Actor, id = ana.userId) => codeOf(signOutEverywhere(actor, id));
    const program: ProgramActor = {
      kind: "program",
      keyId: ApiKeyId.parse("01KAFAKE000000000000000000"),
      userId: ana.userId,
      scopes: [...Scope.options],
    };
    expect(await ask(ben)).toBe("account_not_found");
    expect(await ask(program)).toBe("not_allowed");
    expect(await ask(anonymous)).toBe("sign_in_required");
    expect(await ask(system, "01KAFAKE000000000000009999" as UserId)).toBe("account_not_found");
    expect([await come(now()), await session?.refresh()]).toEqual(["resolved", expect.anything()]);
    await deleteAccount(system, ana.userId);
    expect(await ask(ana)).toBe("account_not_found");
  });
});
