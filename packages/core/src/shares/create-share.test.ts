import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { PhotoId } from "../shared/ids.ts";
import { days, plus } from "../shared/instant.ts";
import { createWorld, tokenIn } from "../world.fixture.ts";
import type { NewShare } from "./create-share.ts";

describe("sharing a photo", () => {
  it("makes a link for seven days that lets nobody download, unless told", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const { share, url } = await tintype.shares.createShare(ana, id);
    const now = ports.clock.now();
    expect(share).toEqual({
      id: expect.any(String),
      photo: id,
      createdAt: now,
      expiresAt: plus(now, days(7)),
      hasPassword: false,
      download: "none",
      views: 0,
      revision: 1,
    });
    expect(url).toMatch(/^https:\/\/photos\.example\/s\/[A-Za-z0-9_-]{43}$/);
  });

  it("keeps what was said", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const wanted = { expiresIn: 60, password: "sesame", download: "original", maxViews: 3, note: " Mum " } as const;
    const { share } = await tintype.shares.createShare(ana, id, wanted);
    expect(share).toMatchObject({
      expiresAt: plus(ports.clock.now(), 60_000),
      hasPassword: true,
      download: "original",
      maxViews: 3,
      note: "Mum",
    });
  });

  it("stores neither the token nor the password", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { share, url } = await tintype.shares.createShare(ana, (await develop()).id, { password: "sesame" });
    const stored = JSON.stringify(await ports.shares.get(share.id));
    expect(stored).not.toContain(tokenIn(url));
    expect(stored).not.toContain("sesame");
    expect(JSON.stringify(share)).not.toMatch(/sesame|hash|epoch/i);
  });

  it("gives every link a token of its own", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const made = await Promise.all(Array.from({ length: 20 }, () => tintype.shares.createShare(ana, id)));
    expect(new Set(made.map(({ url }) => url)).size).toBe(20);
  });

  it.each<[string, (now: string) => Record<string, unknown>, field: string]>([
    ["an end that is now", (now) => ({ expiresAt: now }), "expiresAt"],
    ["an end a millisecond after a year", (now) => ({ expiresAt: plus(now as never, days(365) + 1) }), "expiresAt"],
    ["a second more than a year", () => ({ expiresIn: 365 * 86_400 + 1 }), "expiresIn"],
    ["more seconds than there are", () => ({ expiresIn: Number.MAX_SAFE_INTEGER }), "expiresIn"],
    ["no time at all", () => ({ expiresIn: 0 }), "expiresIn"],
    ["two ends", (now) => ({ expiresAt: plus(now as never, 1), expiresIn: 1 }), "expiresIn"],
    ["an empty password", () => ({ password: "" }), "password"],
    ["a password of 257 characters", () => ({ password: "x".repeat(257) }), "password"],
    ["no views", () => ({ maxViews: 0 }), "maxViews"],
    ["a note of 501 characters", () => ({ note: "x".repeat(501) }), "note"],
    ["a token of one's own", () => ({ token: "x" }), "token"],
  ])("refuses %s, and says which field it was", async (_, input, field) => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const refused = tintype.shares.createShare(ana, id, input(ports.clock.now()));
    await expect(refused).rejects.toMatchObject({ code: "invalid_input", fields: [{ path: field }] });
    expect((await tintype.shares.listShares(ana)).items).toEqual([]);
  });

  it("takes exactly a year, and a single millisecond", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const now = ports.clock.now();
    const ends: NewShare[] = [
      { expiresIn: 365 * 86_400 },
      { expiresAt: plus(now, days(365)) },
      { expiresAt: plus(now, 1) },
    ];
    for (const input of ends) expect(await codeOf(tintype.shares.createShare(ana, id, input))).toBe("resolved");
  });

  it("is the owner's right alone", async () => {
    const { tintype, ben, develop } = await createWorld();
    const { id } = await develop();
    expect(await codeOf(tintype.shares.createShare(ben, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.shares.createShare(ben, "01KAFAKE000000000000009999" as PhotoId))).toBe(
      "photo_not_found",
    );
    expect(await codeOf(tintype.shares.createShare(anonymous, id))).toBe("sign_in_required");
    expect(await codeOf(tintype.shares.createShare(system, id))).toBe("photo_not_found");
  });

  it("tells the same address again when the request is repeated, and makes one link of many at once", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const idempotency = { keyHash: "key", bodyHash: "body" };
    const share = () => tintype.shares.createShare(ana, id, { password: "sesame" }, { idempotency });
    const made = [...(await Promise.all([share(), share(), share()])), await share()];
    expect(new Set(made.map(({ url }) => url)).size).toBe(1);
    expect((await tintype.shares.listShares(ana)).items).toHaveLength(1);
    const other = { idempotency: { ...idempotency, bodyHash: "other" } };
    expect(await codeOf(tintype.shares.createShare(ana, id, {}, other))).toBe("idempotency_key_reused");
  });
});
