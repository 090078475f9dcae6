import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system, type UserActor } from "../shared/actor.ts";
import { minutes, plus } from "../shared/instant.ts";
import { blobKeys, createWorld, tokenIn, type World } from "../world.fixture.ts";

const issuer = "https://pool.example";

/** Ana, a while after she signed in. */
const anaSince = ({ ana, ports }: World, ago: number): UserActor => ({
  ...ana,
  signedInAt: plus(ports.clock.now(), -ago),
});

/** Everything that Ana can have: photos in every state, a link, bytes of her own, a name, mail. */
async function settle(world: World): Promise<{ readonly token: string; readonly ids: readonly string[] }> {
  const { tintype, ana, ports } = world;
  const key = (name: string) => ({ idempotency: { keyHash: name, bodyHash: "body" } });
  const photo = await world.develop();
  const trashed = await world.develop();
  const purged = await world.develop();
  const failed = await world.upload(world.picture({ ends: "image_damaged" }));
  await tintype.photos.trashPhoto(ana, trashed.id);
  await tintype.photos.purgePhoto(ana, purged.id);
  const begun = await tintype.photos.beginUpload(
    ana,
    { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5, upload: "multipart" },
    key("begun"),
  );
  const made = await tintype.shares.createShare(ana, photo.id, { note: "For grandma" }, key("shared"));
  await ports.rates.take(`user:${ana.userId}`, ports.settings.rates.user);
  const ref = { area: "incoming", key: `u/${ana.userId}/b.jpg` } as const;
  await ports.blobs.put(ref, new Uint8Array(3), { bytes: 3 });
  await ports.multipart.begin(`u/${ana.userId}/Large \u2028 photo.jpg`, "image/jpeg");
  await world.drain();
  const ids = [photo, trashed, purged, failed, begun.photo, made.share].map(({ id }) => id);
  return { token: tokenIn(made.url), ids };
}

describe("deleting an account", () => {
  it("closes every door with the next request", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { token } = await settle(world);
    const { grant } = await tintype.shares.openShare(anonymous, token);
    const guest = await tintype.shares.identifyGuest(grant);
    await tintype.accounts.deleteAccount(anaSince(world, 0), ana.userId);

    const subject = "user-1";
    const facts = { issuer, subject, userId: ana.userId, issuedAt: plus(ports.clock.now(), minutes(1)) };
    expect(await codeOf(tintype.accounts.identifyCaller(facts))).toBe("account_not_found");
    expect(await codeOf(tintype.accounts.getAccount(ana))).toBe("account_not_found");
    expect(await codeOf(tintype.accounts.editAccount(ana, { displayName: "Anna" }))).toBe("account_not_found");
    expect(await codeOf(tintype.accounts.enableAccount(system, ana.userId))).toBe("account_not_found");
    const identity = { issuer, subject };
    const again = tintype.accounts.registerAccount(system, { identity, email: "ana@example.com" });
    expect(await codeOf(again)).toBe("account_not_found");
    expect(ports.identities.signIn("ana@example.com")).toBe(undefined);
    expect(await codeOf(tintype.photos.uploadPhoto(ana, world.picture()))).toBe("account_not_found");
    expect(await codeOf(tintype.shares.describeShare(token))).toBe("share_not_found");
    expect(await codeOf(tintype.shares.openShare(anonymous, token))).toBe("share_not_found");
    expect(await codeOf(tintype.shares.listSharedPhotos(guest, token))).toBe("share_not_found");
  });

  it("leaves nothing once it is worked off and swept, and nothing of anybody else's is touched", async () => {
    const world = await createWorld();
    const { tintype, ana, ben, ports } = world;
    const kept = await world.develop(world.picture(), {}, ben);
    const { ids } = await settle(world);
    const before = await inventory(world, ben);
    await tintype.accounts.deleteAccount(system, ana.userId);
    expect((await world.drain()).troubles).toEqual([]);
    await tintype.sweep();

    const all = await inventory(world, ana, ids);
    for (const told of [ana.userId, "ana@example.com", "user-1", ...ids]) {
      expect(all.toLowerCase()).not.toContain(told.toLowerCase());
    }
    expect(await inventory(world, ben)).toBe(before);
    expect(await tintype.photos.getPhoto(ben, kept.id)).toMatchObject({ id: kept.id, state: "ready" });
    expect(await ports.identities.lookUp("user-2")).toMatchObject({ enabled: true });
  });

  it("takes along with the sweep what came too late to be stopped, and nothing of anybody else's", async () => {
    const world = await createWorld();
    const { tintype, ana, ben, ports } = world;
    const put = (user: UserActor) =>
      ports.blobs.put({ area: "incoming", key: `u/${user.userId}/late.jpg` }, new Uint8Array(3), { bytes: 3 });
    const begin = (user: UserActor) => ports.multipart.begin(`u/${user.userId}/late too.jpg`, "image/jpeg");
    await tintype.accounts.deleteAccount(system, ana.userId);
    await world.drain();
    for (const user of [ana, ben]) await Promise.all([put(user), begin(user)]);
    await tintype.sweep();
    expect(await blobKeys(world, "incoming")).toEqual([`u/${ben.userId}/late.jpg`]);
    const open: string[] = [];
    for await (const { key } of ports.multipart.list("")) open.push(key);
    expect(open).toEqual([`u/${ben.userId}/late too.jpg`]);
  });

  it("ends the same when it is asked for again, worked off twice, or swept before it is worked off", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    await settle(world);
    await tintype.accounts.deleteAccount(system, ana.userId);
    await tintype.accounts.deleteAccount(system, ana.userId);
    await tintype.sweep();
    expect(await ports.accounts.get(ana.userId)).toBe(undefined);
    expect((await world.drain()).troubles).toEqual([]);
    await tintype.sweep();
    expect(await inventory(world, ana)).not.toContain(ana.userId);
    await tintype.accounts.deleteAccount(system, ana.userId);
  });

  it("goes on by itself where there is more than one event can remove", async () => {
    const world = await createWorld({ repeats: 0, settings: { quota: { openUploads: 600 } } });
    const { tintype, ana, ports } = world;
    for (let made = 0; made < 501; made += 1) {
      await tintype.photos.beginUpload(ana, { fileName: "a.jpg", contentType: "image/jpeg", bytes: 1 });
    }
    await tintype.accounts.deleteAccount(system, ana.userId);
    await world.drain();
    expect(await ports.photos.ofOwner(ana.userId, 1)).toEqual([]);
    expect(await ports.accounts.get(ana.userId)).toMatchObject({ state: "deleted", email: "nobody@deleted.invalid" });
  });

  it("is begun again where its event was lost", async () => {
    const world = await createWorld({ repeats: 0 });
    const { tintype, ana, ports } = world;
    await tintype.accounts.deleteAccount(system, ana.userId);
    for (const delivery of await ports.queue.take("purge", { lease: 1, limit: 10 })) await ports.queue.done(delivery);
    ports.clock.advance(minutes(9));
    expect(await tintype.reconcile()).toEqual({ attended: 0, troubles: [] });
    ports.clock.advance(minutes(1));
    expect(await tintype.reconcile()).toEqual({ attended: 1, troubles: [] });
    await world.drain();
    expect(await ports.accounts.get(ana.userId)).toMatchObject({ state: "deleted" });
  });

  it("frees the address for somebody new, who inherits nothing and loses nothing to the sweep", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    await settle(world);
    await tintype.accounts.deleteAccount(system, ana.userId);
    await world.drain();
    const subject = ports.identities.addUser({ email: "ana@example.com" });
    const identity = { issuer, subject };
    const { id } = await tintype.accounts.registerAccount(system, { identity, email: "ana@example.com" });
    await world.drain();
    await tintype.sweep();
    expect(id).not.toBe(ana.userId);
    expect(await tintype.accounts.getAccount({ kind: "user", userId: id })).toMatchObject({ usage: { photos: 0 } });
    expect(ports.mailer.sent.filter(({ to }) => to === "ana@example.com").map((mail) => mail.id)).toEqual([
      `welcome-${id}`,
    ]);
    expect(ports.identities.signIn("ana@example.com")).not.toBe(undefined);
  });

  it("asks its owner for a sign-in of the last ten minutes", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const ask = (actor: UserActor) => codeOf(tintype.accounts.deleteAccount(actor, ana.userId));
    expect(await ask(ana)).toBe("fresh_sign_in_required");
    expect(await ask(anaSince(world, minutes(10)))).toBe("fresh_sign_in_required");
    expect(await ports.accounts.get(ana.userId)).toMatchObject({ state: "active" });
    expect(await ask(anaSince(world, minutes(10) - 1))).toBe("resolved");
  });

  it("is nobody else's to do", async () => {
    const world = await createWorld();
    const { tintype, ana, ben, ports } = world;
    const fresh = { ...ben, signedInAt: ports.clock.now() };
    expect(await codeOf(tintype.accounts.deleteAccount(fresh, ana.userId))).toBe("account_not_found");
    expect(await codeOf(tintype.accounts.deleteAccount(anonymous, ana.userId))).toBe("sign_in_required");
    expect(await codeOf(tintype.accounts.closeAccount(fresh, ana.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.accounts.goOnDeleting(fresh, ana.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.accounts.forgetAccount(fresh, ana.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.photos.erasePhotos(fresh, ben.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.shares.eraseShares(fresh, ben.userId))).toBe("not_allowed");
  });

  it("never erases what belongs to an account that nobody has deleted, whatever an event says", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    await settle(world);
    const before = await inventory(world, ana);
    const event = { type: "account_deleted", id: "1", at: ports.clock.now(), account: ana.userId } as const;
    await tintype.react({ event, lane: "purge", attempt: 1, lease: "1" });
    expect(await inventory(world, ana)).toBe(before);
  });
});

/** All that the ports hold of somebody, of these ids, and under every key. */
async function inventory(world: World, { userId }: UserActor, ids: readonly string[] = []): Promise<string> {
  const { ports } = world;
  const reservations: unknown[] = [];
  for await (const reservation of ports.usage.openSince(ports.clock.now())) {
    if (reservation.owner === userId) reservations.push(reservation);
  }
  const leaving: unknown[] = [];
  for await (const account of ports.accounts.unfinished()) leaving.push(account);
  const uploads: unknown[] = [];
  for await (const upload of ports.multipart.list("")) uploads.push(upload);
  return JSON.stringify([
    await ports.accounts.get(userId),
    leaving,
    await ports.photos.ofOwner(userId, 1_000),
    (await ports.shares.list(userId, undefined, { limit: 1_000 })).items,
    (
      await Promise.all(ids.map((id) => Promise.all([ports.photos.get(id as never), ports.shares.get(id as never)])))
    ).flat(),
    await ports.usage.usage(userId),
    reservations,
    ...(userId === world.ana.userId ? [await everythingElse(world), uploads] : []),
  ]);
}

async function everythingElse(world: World): Promise<unknown> {
  const { ports, ana } = world;
  const areas = ["incoming", "originals", "media"] as const;
  return [
    (await Promise.all(areas.map((area) => blobKeys(world, area)))).flat(),
    await ports.photos.receipt("begun"),
    await ports.shares.receipt("shared"),
    await ports.identities.lookUp("user-1"),
    ports.mailer.sent.filter(({ to, id }) => to === "ana@example.com" || id.includes(ana.userId)),
    ports.queue.buried,
  ];
}
