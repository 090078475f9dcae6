import { describe, expect, it } from "vitest";
import { isAllowed } from "../authorize.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { aReadyPhoto } from "../ports/entities.fixture.ts";
import { anonymous, type ProgramActor, system } from "../shared/actor.ts";
import { ApiKeyId } from "../shared/ids.ts";
import { days, plus } from "../shared/instant.ts";
import { Scope } from "../shared/scope.ts";
import { createWorld } from "../world.fixture.ts";
import type { NewApiKey } from "./create-api-key.ts";

const wanted: NewApiKey = { name: "Photo frame", scopes: ["photos:read"] };
const idempotency = { keyHash: "key", bodyHash: "body" };

describe("a key", () => {
  it("is told once, and known by its beginning; what is stored does not lead back to it", async () => {
    const { tintype, ports, ana } = await createWorld();
    const { apiKey, key } = await tintype.apiKeys.createApiKey(ana, { ...wanted, name: "  Photo\nframe " });
    expect(key).toMatch(/^tintype_[A-Za-z0-9_-]{43}$/);
    expect(apiKey).toEqual({
      id: apiKey.id,
      name: "Photo frame",
      prefix: key.slice(0, 12),
      scopes: ["photos:read"],
      rate: 10,
      burst: 20,
      monthlyQuota: 100_000,
      usage: { month: "2026-11", calls: 0 },
      createdAt: ports.clock.now(),
      revision: 1,
    });
    expect(await tintype.apiKeys.listApiKeys(ana)).toEqual([apiKey]);
    expect(JSON.stringify(await ports.apiKeys.get(apiKey.id))).not.toContain(key.slice(12));
    const other = await tintype.apiKeys.createApiKey(ana, wanted);
    expect(other.key).not.toBe(key);
  });

  it("is told again where the same request is repeated, and is one key", async () => {
    const { tintype, ana } = await createWorld();
    const first = await tintype.apiKeys.createApiKey(ana, wanted, { idempotency });
    expect(await tintype.apiKeys.createApiKey(ana, wanted, { idempotency })).toEqual(first);
    expect((await tintype.apiKeys.listApiKeys(ana)).length).toBe(1);
    await tintype.apiKeys.revokeApiKey(ana, first.apiKey.id);
    expect(await codeOf(tintype.apiKeys.createApiKey(ana, { ...wanted, rate: 1 }, { idempotency }))).toBe("resolved");
  });

  it("lets a program call in its owner's name, and tells when it did, to the hour", async () => {
    const { tintype, ports, ana } = await createWorld();
    const { apiKey, key } = await tintype.apiKeys.createApiKey(ana, wanted);
    const program = await tintype.apiKeys.identifyProgram(key);
    expect(program).toEqual({ kind: "program", keyId: apiKey.id, userId: ana.userId, scopes: ["photos:read"] });
    ports.clock.advance(days(1));
    await tintype.apiKeys.identifyProgram(key);
    expect(await tintype.apiKeys.listApiKeys(ana)).toMatchObject([
      { usage: { month: "2026-11", calls: 2 }, lastUsedAt: "2026-11-21T09:00:00.000Z" },
    ]);
  });

  it("is worth nothing once it is revoked, has expired, or its owner is disabled, leaving or gone", async () => {
    const world = await createWorld();
    const { tintype, ports, ana, ben } = world;
    const soon = plus(ports.clock.now(), 1_000);
    const revoked = await tintype.apiKeys.createApiKey(ana, wanted);
    const expiring = await tintype.apiKeys.createApiKey(ana, { ...wanted, expiresAt: soon });
    const kept = await tintype.apiKeys.createApiKey(ana, wanted);
    const bens = await tintype.apiKeys.createApiKey(ben, wanted);
    const ask = ({ key }: { readonly key: string }) => codeOf(tintype.apiKeys.identifyProgram(key));
    expect(await ask(revoked)).toBe("resolved");
    await tintype.apiKeys.revokeApiKey(ana, revoked.apiKey.id);
    expect(await ask(revoked)).toBe("api_key_not_valid");
    expect(await codeOf(tintype.apiKeys.revokeApiKey(ana, revoked.apiKey.id))).toBe("api_key_not_found");
    ports.clock.advance(999);
    expect(await ask(expiring)).toBe("resolved");
    ports.clock.advance(1);
    expect(await ask(expiring)).toBe("api_key_not_valid");
    await tintype.accounts.disableAccount(system, ana.userId);
    expect(await ask(kept)).toBe("account_disabled");
    await tintype.accounts.enableAccount(system, ana.userId);
    await tintype.accounts.deleteAccount(system, ana.userId);
    expect(await ask(kept)).toBe("api_key_not_valid");
    await world.drain();
    await tintype.sweep();
    expect(await ask(kept)).toBe("api_key_not_valid");
    expect(await ports.apiKeys.ofOwner(ana.userId, 10)).toEqual([]);
    expect(await ask(bens)).toBe("resolved");
  });

  it.each([
    "",
    "tintype_",
    "x".repeat(51),
    `tintype_${"A".repeat(43)}`,
    `TINTYPE_${"A".repeat(43)}`,
    `tintype_${"A".repeat(44)}`,
  ])("is not %j", async (text) => {
    const { tintype } = await createWorld();
    expect(await codeOf(tintype.apiKeys.identifyProgram(text))).toBe("api_key_not_valid");
  });

  it("counts calls by the second and by the month, and says how long to wait", async () => {
    const { tintype, ports, ana } = await createWorld();
    const plan = { ...wanted, rate: 2, burst: 3, monthlyQuota: 5 };
    const { key } = await tintype.apiKeys.createApiKey(ana, plan);
    const ask = () => tintype.apiKeys.identifyProgram(key);
    const all = await Promise.allSettled(Array.from({ length: 5 }, ask));
    expect(all.filter(({ status }) => status === "fulfilled").length).toBe(3);
    await expect(ask()).rejects.toMatchObject({ code: "usage_plan_exceeded", retryAfter: 500 });
    ports.clock.advance(10_000);
    await ask();
    await ask();
    const { retryAfter } = (await ask().catch((error: unknown) => error)) as { retryAfter: number };
    expect(plus(ports.clock.now(), retryAfter)).toBe("2026-12-01T00:00:00.000Z");
    ports.clock.advance(retryAfter);
    expect(await codeOf(ask())).toBe("resolved");
  });

  it("is not made for more than keys may be for", async () => {
    const { tintype, ports, ana } = await createWorld({ settings: { apiKeys: { perOwner: 2 } } });
    const ask = (changes: object) => codeOf(tintype.apiKeys.createApiKey(ana, { ...wanted, ...changes }));
    for (const changes of [
      { name: " " },
      { scopes: [] },
      { scopes: ["accounts:write"] },
      { rate: 11 },
      { burst: 21 },
      { monthlyQuota: 100_001 },
      { rate: 0 },
      { expiresAt: ports.clock.now() },
      { owner: ana.userId },
    ]) {
      expect(await ask(changes), JSON.stringify(changes)).toBe("invalid_input");
    }
    expect(await ask({ rate: 10, burst: 20, monthlyQuota: 100_000 })).toBe("resolved");
    expect(await ask({})).toBe("resolved");
    expect(await ask({})).toBe("too_many_api_keys");
  });

  it("is its owner's alone to make, see and revoke, and no program's", async () => {
    const { tintype, ana, ben } = await createWorld();
    const { apiKey, key } = await tintype.apiKeys.createApiKey(ana, { ...wanted, scopes: [...Scope.options] });
    const program = await tintype.apiKeys.identifyProgram(key);
    expect(await codeOf(tintype.apiKeys.createApiKey(program, wanted))).toBe("not_allowed");
    expect(await codeOf(tintype.apiKeys.listApiKeys(program))).toBe("not_allowed");
    expect(await codeOf(tintype.apiKeys.revokeApiKey(program, apiKey.id))).toBe("not_allowed");
    expect(await codeOf(tintype.apiKeys.revokeApiKey(ben, apiKey.id))).toBe("api_key_not_found");
    expect(await codeOf(tintype.apiKeys.revokeApiKey(anonymous, apiKey.id))).toBe("sign_in_required");
    expect(await codeOf(tintype.apiKeys.createApiKey(anonymous, wanted))).toBe("sign_in_required");
    expect(await codeOf(tintype.apiKeys.eraseApiKeys(ana, ana.userId))).toBe("not_allowed");
    expect((await tintype.apiKeys.listApiKeys(ben)).length).toBe(0);
    expect(await codeOf(tintype.accounts.deleteAccount(program, ana.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.accounts.getAccount(program))).toBe("not_allowed");
    expect(await codeOf(tintype.exports.beginExport(program))).toBe("not_allowed");
  });
});

describe("a program", () => {
  const keyId = ApiKeyId.parse("01KAFAKE000000000000000000");

  it("may do what its scopes say, of what its owner may do, and nothing else", async () => {
    const { ana, ben } = await createWorld();
    const photo = aReadyPhoto({ owner: ana.userId });
    const program = (...scopes: readonly Scope[]): ProgramActor => ({
      kind: "program",
      keyId,
      userId: ana.userId,
      scopes,
    });
    const mayDo = (actor: ProgramActor) =>
      (["photo.see", "photo.download", "photo.change", "photo.remove", "photo.upload", "share.create"] as const).filter(
        (action) => isAllowed(actor, action, photo),
      );
    expect(mayDo(program())).toEqual([]);
    expect(mayDo(program("photos:read"))).toEqual(["photo.see", "photo.download"]);
    expect(mayDo(program("photos:write"))).toEqual(["photo.change", "photo.remove", "photo.upload"]);
    expect(mayDo(program("shares:write"))).toEqual(["share.create"]);
    expect(mayDo({ ...program(...Scope.options), userId: ben.userId })).toEqual([]);
    for (const action of [
      "account.open",
      "account.register",
      "account.administer",
      "photo.develop",
      "photo.maintain",
      "share.maintain",
      "api-key.create",
      "api-key.list",
    ] as const) {
      expect(isAllowed(program(...Scope.options), action), action).toBe(false);
    }
  });

  it("is told which scope it lacks, and nothing of what is not its owner's", async () => {
    const world = await createWorld();
    const { tintype, ana, ben } = world;
    const { id } = await world.develop();
    const bens = await world.develop(world.picture(), {}, ben);
    const reader: ProgramActor = { kind: "program", keyId, userId: ana.userId, scopes: ["photos:read"] };
    expect((await tintype.photos.getPhoto(reader, id)).id).toBe(id);
    expect((await tintype.photos.listPhotos(reader)).items.map((photo) => photo.id)).toEqual([id]);
    await expect(tintype.photos.trashPhoto(reader, id)).rejects.toThrow("photos:write");
    await expect(tintype.shares.createShare(reader, id)).rejects.toThrow("shares:write");
    expect(await codeOf(tintype.photos.getPhoto(reader, bens.id))).toBe("photo_not_found");
    const writer = { ...reader, scopes: [...Scope.options] };
    const sent = await tintype.photos.uploadPhoto(writer, world.picture());
    await world.drain();
    expect((await tintype.photos.getPhoto(ana, sent.photo.id)).state).toBe("ready");
  });
});
