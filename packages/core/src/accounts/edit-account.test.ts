import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { createWorld } from "../world.fixture.ts";
import type { AccountChanges } from "./edit-account.ts";
import { AccountView } from "./get-account.ts";

describe("looking at one's account", () => {
  it("shows what one uses of one's plan, and nothing of how one is signed in", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { bytes } = await develop();
    const account = await tintype.accounts.getAccount(ana);
    expect(account).toEqual({
      id: ana.userId,
      email: "ana@example.com",
      displayName: "ana",
      plan: "free",
      usage: { photos: 1, bytes, limits: { photos: 10_000, bytes: 5 * 2 ** 30 } },
      revision: 1,
    });
    expect(AccountView.strict().parse(account)).toEqual(account);
  });

  it("is for people who have one", async () => {
    const { tintype, ana } = await createWorld();
    const stranger = { ...ana, userId: "01KAFAKE000000000000009999" as typeof ana.userId };
    expect(await codeOf(tintype.accounts.getAccount(anonymous))).toBe("sign_in_required");
    expect(await codeOf(tintype.accounts.getAccount(system))).toBe("not_allowed");
    expect(await codeOf(tintype.accounts.getAccount(stranger))).toBe("account_not_found");
  });
});

describe("changing one's account", () => {
  it("changes the name, or takes it away", async () => {
    const { ports, tintype, ana } = await createWorld();
    expect(await tintype.accounts.editAccount(ana, { displayName: " Ana\tMaria " })).toMatchObject({
      displayName: "Ana Maria",
      revision: 2,
    });
    expect(await tintype.accounts.editAccount(ana, { displayName: null })).not.toHaveProperty("displayName");
    expect(await ports.accounts.get(ana.userId)).not.toHaveProperty("displayName");
    expect(await tintype.accounts.editAccount(ana, {})).not.toHaveProperty("displayName");
  });

  it.each<[string, Record<string, unknown>]>([
    ["a name of 101 characters", { displayName: "x".repeat(101) }],
    ["another address", { email: "eve@example.com" }],
    ["a better plan", { plan: "premium" }],
    ["another id", { id: "01KAFAKE000000000000000002" }],
  ])("refuses %s", async (_, changes) => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.accounts.editAccount(ana, changes as AccountChanges))).toBe("invalid_input");
  });

  it("is refused to somebody who saw another revision", async () => {
    const { tintype, ana } = await createWorld();
    await tintype.accounts.editAccount(ana, { displayName: "a" }, { ifRevision: 1 });
    await expect(tintype.accounts.editAccount(ana, { displayName: "b" }, { ifRevision: 1 })).rejects.toMatchObject({
      code: "revision_conflict",
      current: 2,
    });
  });

  it("keeps both of two changes that come at once, one after the other", async () => {
    const { tintype, ana } = await createWorld();
    await Promise.all(["a", "b", "c"].map((displayName) => tintype.accounts.editAccount(ana, { displayName })));
    expect((await tintype.accounts.getAccount(ana)).revision).toBe(4);
  });
});
