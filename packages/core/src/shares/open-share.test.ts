import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import { TooManyPasswordChecks } from "../ports/port-errors.ts";
import { anonymous } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import { minutes, plus, seconds } from "../shared/instant.ts";
import { createWorld, tokenIn, type World } from "../world.fixture.ts";
import type { ShareChanges } from "./change-share.ts";
import type { NewShare } from "./create-share.ts";

async function shared(world: World, input?: NewShare) {
  const { id } = await world.develop();
  const { share, url } = await world.tintype.shares.createShare(world.ana, id, input);
  const token = tokenIn(url);
  const views = async () => (await world.ports.shares.get(share.id))?.views;
  const open = (password?: string) => world.tintype.shares.openShare(anonymous, token, password ? { password } : {});
  return { photo: id, id: share.id, token, views, open };
}

/** Tintype whose owner does something while a guest's password is being checked. */
function whileChecking({ ports }: World, meanwhile: () => Promise<unknown>) {
  const verify: PasswordHasher["verify"] = async (...args) => {
    const right = await ports.passwords.verify(...args);
    await meanwhile();
    return right;
  };
  return createTintype({ ...ports, passwords: { ...ports.passwords, verify } });
}

/** A link with the password "sesame", and how often a password for it was looked at. */
async function guarded() {
  const world = await createWorld();
  const { token } = await shared(world, { password: "sesame" });
  let checks = 0;
  const verify: PasswordHasher["verify"] = (...args) => {
    checks += 1;
    return world.ports.passwords.verify(...args);
  };
  const { shares } = createTintype({ ...world.ports, passwords: { ...world.ports.passwords, verify } });
  const open = (password?: string, address?: string) =>
    shares.openShare(anonymous, token, password === undefined ? {} : { password }, { address });
  return { world, open, checks: () => checks };
}

describe("opening a link", () => {
  it("counts one view, gives a grant for thirty minutes and shows the photo", async () => {
    const world = await createWorld();
    const { photo, id, views, open } = await shared(world);
    const opened = await open();
    const now = world.ports.clock.now();
    expect(opened).toEqual({
      grant: expect.any(String),
      expiresAt: plus(now, minutes(30)),
      share: { kind: "photo", expiresAt: plus(now, 7 * 86_400_000), download: "none", owner: { displayName: "ana" } },
      photos: [expect.objectContaining({ id: photo })],
    });
    expect(await views()).toBe(1);
    const [listed] = (await world.tintype.shares.listShares(world.ana)).items;
    expect(listed).toMatchObject({ id, views: 1, lastViewedAt: now, revision: 1 });
  });

  it("gives a grant that ends with the link", async () => {
    const world = await createWorld();
    const { open } = await shared(world, { expiresIn: 60 });
    expect((await open()).expiresAt).toBe(plus(world.ports.clock.now(), seconds(60)));
  });

  it("is not counted again, nor asked for the password, for somebody who comes back with a grant", async () => {
    const world = await createWorld();
    const { tintype, ports } = world;
    const { token, views, open } = await shared(world, { password: "sesame", maxViews: 1 });
    const guest = await tintype.shares.identifyGuest((await open("sesame")).grant);
    ports.clock.advance(minutes(29));
    const again = await tintype.shares.openShare(guest, token);
    expect(again.expiresAt).toBe(plus(ports.clock.now(), minutes(30)));
    expect(await views()).toBe(1);
    expect(await codeOf(open("sesame"))).toBe("share_not_found");
  });

  it("does not take the grant of another link for its own", async () => {
    const world = await createWorld();
    const [one, other] = [await shared(world, { password: "sesame" }), await shared(world, { password: "sesame" })];
    const guest = await world.tintype.shares.identifyGuest((await one.open("sesame")).grant);
    expect(await codeOf(world.tintype.shares.openShare(guest, other.token))).toBe("wrong_share_password");
    expect(await other.views()).toBe(0);
  });

  it("lets exactly as many in as there are views, of fifty at once", async () => {
    const world = await createWorld();
    const { views, open } = await shared(world, { maxViews: 7 });
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(open())));
    expect(codes.filter((code) => code === "resolved")).toHaveLength(7);
    expect(codes.filter((code) => code === "share_not_found")).toHaveLength(43);
    expect(await views()).toBe(7);
  });

  it.each([undefined, "", "Sesame", "sesame ", "x".repeat(256)])(
    "is refused with the password %j",
    async (password) => {
      const world = await createWorld();
      const { token, views } = await shared(world, { password: "sesame" });
      const input = password === undefined ? {} : { password };
      const code = password === "" ? "invalid_input" : "wrong_share_password";
      expect(await codeOf(world.tintype.shares.openShare(anonymous, token, input))).toBe(code);
      expect(await views()).toBe(0);
    },
  );

  it("lets everybody in who brings a password that nobody asked for", async () => {
    const { open } = await shared(await createWorld());
    expect(await codeOf(open("whatever"))).toBe("resolved");
  });

  it.each<[string, ShareChanges, code: string]>([
    ["another password", { password: "other" }, "wrong_share_password"],
    ["no password", { password: null }, "resolved"],
    ["another note", { note: "x" }, "resolved"],
    ["fewer views than there have been", { maxViews: 1 }, "share_not_found"],
  ])("goes by how the link is by now, when it is given %s while the old one is checked", async (_, changes, code) => {
    const world = await createWorld();
    const { id, token, open } = await shared(world, { password: "sesame" });
    await open("sesame");
    const tintype = whileChecking(world, () => world.tintype.shares.changeShare(world.ana, id, changes));
    expect(await codeOf(tintype.shares.openShare(anonymous, token, { password: "sesame" }))).toBe(code);
  });

  it("finds nothing when the link is revoked, or ends, while the password is checked", async () => {
    const world = await createWorld();
    const { id, token, views } = await shared(world, { password: "sesame", expiresIn: 60 });
    const open = (tintype = world.tintype) =>
      codeOf(tintype.shares.openShare(anonymous, token, { password: "sesame" }));
    expect(await open(whileChecking(world, async () => world.ports.clock.advance(seconds(60))))).toBe(
      "share_not_found",
    );
    world.ports.clock.advance(-seconds(60));
    expect(await open(whileChecking(world, () => world.tintype.shares.revokeShare(world.ana, id)))).toBe(
      "share_not_found",
    );
    expect(await views()).toBe(0);
  });

  it("lets five passwords be tried, and then one after pauses of 1, 2, 4, 8 and at most 15 minutes", async () => {
    const { open, world, checks } = await guarded();
    for (let guess = 0; guess < 5; guess += 1) expect(await codeOf(open("wrong"))).toBe("wrong_share_password");
    for (const pause of [1, 2, 4, 8, 15, 15].map(minutes)) {
      await expect(open("sesame")).rejects.toMatchObject({ code: "too_many_attempts", retryAfter: pause });
      world.ports.clock.advance(pause - 1);
      expect(await codeOf(open("sesame"))).toBe("too_many_attempts");
      world.ports.clock.advance(1);
      expect(await codeOf(open("wrong"))).toBe("wrong_share_password");
    }
    expect(checks()).toBe(11);
  });

  it("looks at no more than five passwords of ten thousand that come at once", async () => {
    const { open, checks } = await guarded();
    const codes = await Promise.all(Array.from({ length: 10_000 }, () => codeOf(open("wrong"))));
    expect(codes.filter((code) => code === "wrong_share_password")).toHaveLength(5);
    expect(new Set(codes)).toEqual(new Set(["wrong_share_password", "too_many_attempts"]));
    expect(checks()).toBe(5);
  });

  it("counts the guesses of each address and each link apart, and those without an address together", async () => {
    const { open, world } = await guarded();
    for (let guess = 0; guess < 6; guess += 1) await codeOf(open("wrong", "192.0.2.1"));
    expect(await codeOf(open("sesame", "192.0.2.1"))).toBe("too_many_attempts");
    expect(await codeOf(open("sesame", "192.0.2.2"))).toBe("resolved");
    const other = await shared(world, { password: "sesame" });
    const options = { address: "192.0.2.1" };
    const opened = world.tintype.shares.openShare(anonymous, other.token, { password: "sesame" }, options);
    expect(await codeOf(opened)).toBe("resolved");
    for (let guess = 0; guess < 6; guess += 1) await codeOf(open("wrong"));
    expect(await codeOf(open("sesame"))).toBe("too_many_attempts");
  });

  it("lets a hundred be tried from however many addresses, and then one every 36 seconds", async () => {
    const { open, world, checks } = await guarded();
    let addresses = 0;
    const elsewhere = (password: string) => {
      addresses += 1;
      return codeOf(open(password, `2001:db8::${addresses.toString(16)}`));
    };
    const codes = await Promise.all(Array.from({ length: 1_000 }, () => elsewhere("wrong")));
    expect(codes.filter((code) => code === "wrong_share_password")).toHaveLength(100);
    expect(await elsewhere("sesame")).toBe("too_many_attempts");
    world.ports.clock.advance(seconds(36) - 1);
    expect(await elsewhere("sesame")).toBe("too_many_attempts");
    world.ports.clock.advance(1);
    expect(await elsewhere("sesame")).toBe("resolved");
    expect(checks()).toBe(101);
    for (let guest = 0; guest < 200; guest += 1) expect(await elsewhere("sesame")).toBe("resolved");
  });

  it("begins to count anew after the right password, and does not count who brings none", async () => {
    const { open } = await guarded();
    for (let visit = 0; visit < 4; visit += 1) {
      for (let guess = 0; guess < 4; guess += 1) await codeOf(open("wrong"));
      for (let visitor = 0; visitor < 4; visitor += 1) expect(await codeOf(open())).toBe("wrong_share_password");
      expect(await codeOf(open("sesame"))).toBe("resolved");
    }
  });

  it("looks at no password while guesses cannot be counted, and lets everybody in who needs none", async () => {
    const world = await createWorld();
    const [locked, free] = [await shared(world, { password: "sesame" }), await shared(world)];
    const take = () => Promise.reject(new Unavailable("The limiter is down."));
    const { shares } = createTintype({ ...world.ports, rates: { ...world.ports.rates, take } });
    expect(await codeOf(shares.openShare(anonymous, locked.token, { password: "sesame" }))).toBe("unavailable");
    expect(await codeOf(shares.openShare(anonymous, free.token))).toBe("resolved");
  });

  it("passes on that too many passwords are being checked", async () => {
    const world = await createWorld();
    const { token } = await shared(world, { password: "sesame" });
    const verify = () => Promise.reject(new TooManyPasswordChecks());
    const tintype = createTintype({ ...world.ports, passwords: { ...world.ports.passwords, verify } });
    expect(await codeOf(tintype.shares.openShare(anonymous, token, { password: "a" }))).toBe(
      "too_many_password_checks",
    );
  });
});
