import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { system } from "../shared/actor.ts";
import { createWorld } from "../world.fixture.ts";

describe("another address", () => {
  it("is where mail goes from now on, and what was mailed to the earlier one is forgotten", async () => {
    const { ports, tintype, ana } = await createWorld();
    const forgotten: string[] = [];
    ports.mailer.forget = async (to) => void forgotten.push(to);
    await tintype.accounts.changeAddress(system, ana.userId, "ana@example.org");
    expect(await tintype.accounts.getAccount(ana)).toMatchObject({ email: "ana@example.org" });
    await tintype.accounts.changeAddress(system, ana.userId, "ana@example.org");
    expect(forgotten).toEqual(["ana@example.com"]);
  });

  it("is for the pool to say, which has seen it proved", async () => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.accounts.changeAddress(ana, ana.userId, "eve@example.com"))).toBe("not_allowed");
  });
});
