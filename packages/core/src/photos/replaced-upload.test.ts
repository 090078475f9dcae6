import { describe, expect, it } from "vitest";
import { createTintype, type Tintype } from "../create-tintype.ts";
import { allPhotos, checkInvariants, recover } from "../invariants.fixture.ts";
import type { Ports } from "../ports/index.ts";
import { sha256 } from "../ports/sha256.memory.ts";
import { system } from "../shared/actor.ts";
import { hours, minutes } from "../shared/instant.ts";
import { announce, blobKeys, createWorld, type World } from "../world.fixture.ts";

/** A photo of Ana's whose bytes have arrived, and a way to send others with the same ticket. */
async function uploaded(world: World) {
  const bytes = world.picture();
  const { photo, upload } = await world.tintype.photos.beginUpload(world.ana, announce(bytes));
  const send = async (others: Uint8Array<ArrayBuffer>) => expect((await world.send(upload, others)).status).toBe(200);
  await send(bytes);
  await world.tintype.photos.confirmUpload(world.ana, photo.id);
  return { id: photo.id, bytes, send };
}

/** Tintype whose port does something else before its next call of that name. */
function disturbed(world: World, port: keyof Ports, method: string, disturbance: () => Promise<unknown>): Tintype {
  let pending = true;
  const original = world.ports[port] as unknown as Record<string, (...args: unknown[]) => unknown>;
  const late = async (...args: unknown[]) => {
    if (pending) {
      pending = false;
      await disturbance();
    }
    return original[method]?.(...args);
  };
  return createTintype({ ...world.ports, [port]: { ...original, [method]: late } });
}

/** Tintype as it is when its process dies with everything done but the last save. */
const dying = ({ ports }: World): Tintype =>
  createTintype({
    ...ports,
    photos: {
      ...ports.photos,
      save: async (change) => {
        if (change.after.state === "ready") throw new Error("The process is gone.");
        return ports.photos.save(change);
      },
    },
  });

describe("bytes that are replaced with the same ticket", () => {
  it("before they are confirmed, are the ones that count", async () => {
    const world = await createWorld();
    const [first, second] = [world.picture(), world.picture()];
    const { photo, upload } = await world.tintype.photos.beginUpload(world.ana, announce(first));
    await world.send(upload, first);
    await world.send(upload, second);
    await world.tintype.photos.confirmUpload(world.ana, photo.id);
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, photo.id)).sha256).toBe(sha256(second));
  });

  it("between confirming and developing, are developed as another version", async () => {
    const world = await createWorld();
    const { id, send } = await uploaded(world);
    const before = (await world.ports.photos.get(id))?.upload;
    const others = world.picture();
    await send(others);
    await world.drain();
    expect(await world.tintype.photos.getPhoto(world.ana, id)).toMatchObject({
      state: "ready",
      sha256: sha256(others),
    });
    const after = (await world.ports.photos.get(id))?.upload;
    expect(after?.id).not.toBe(before?.id);
    await recover(world);
    await checkInvariants(world);
  });

  it("while they are being developed, take the place of the first ones under keys of their own", async () => {
    const world = await createWorld();
    const { id, send } = await uploaded(world);
    const others = world.picture();
    const tintype = disturbed(world, "blobs", "copyOnce", () => send(others));
    await tintype.photos.developPhoto(system, id, { attempt: 1 });
    const waiting = await world.tintype.photos.getPhoto(world.ana, id);
    expect(waiting.state).toBe("uploaded");
    expect(waiting).not.toHaveProperty("renditions");
    const first = await blobKeys(world, "media");
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, id)).sha256).toBe(sha256(others));
    const shown = Object.values((await world.ports.photos.get(id))?.renditions ?? {}).map(({ key }) => key);
    expect(shown.filter((key) => first.includes(key))).toEqual([]);
    await recover(world);
    await checkInvariants(world);
  });

  it("after a crash that left the first original promoted, do not pass for it", async () => {
    const world = await createWorld();
    const { id, send } = await uploaded(world);
    const others = world.picture();
    await expect(dying(world).photos.developPhoto(system, id, { attempt: 1 })).rejects.toThrow("gone");
    await send(others);
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, id)).sha256).toBe(sha256(others));
    await recover(world);
    await checkInvariants(world);
  });

  it.each([
    ["has promoted nothing yet", false],
    ["finds the first original promoted by one that died", true],
  ])("are neither lost nor miscounted by a slower worker that %s", async (_, promoted) => {
    const world = await createWorld();
    const { id, send } = await uploaded(world);
    const others = world.picture();
    if (promoted) await expect(dying(world).photos.developPhoto(system, id, { attempt: 1 })).rejects.toThrow("gone");
    // The slow one has read the first bytes; meanwhile others come, and another worker takes note of them.
    const slow = disturbed(world, "blobs", "copyOnce", async () => {
      await send(others);
      await world.tintype.photos.developPhoto(system, id, { attempt: 2 });
    });
    await slow.photos.developPhoto(system, id, { attempt: 1 });
    await world.drain();
    expect(await world.tintype.photos.getPhoto(world.ana, id)).toMatchObject({
      state: "ready",
      sha256: sha256(others),
    });
    await recover(world);
    await checkInvariants(world);
  });

  it("after the photo is ready, change nothing, whoever reports them", async () => {
    const world = await createWorld();
    const { id, bytes, send } = await uploaded(world);
    await world.drain();
    const ready = await world.ports.photos.get(id);
    world.ports.clock.advance(minutes(59));
    await send(world.picture());
    await world.tintype.photos.confirmUpload(system, id);
    await world.drain();
    expect(await world.ports.photos.get(id)).toEqual(ready);
    expect(ready?.sha256).toBe(sha256(bytes));
    await recover(world);
    await checkInvariants(world);
  });

  it("are refused by the store once the ticket has ended", async () => {
    const world = await createWorld();
    const bytes = world.picture();
    const { upload } = await world.tintype.photos.beginUpload(world.ana, announce(bytes));
    world.ports.clock.advance(hours(1));
    expect((await world.send(upload, bytes)).status).toBe(403);
  });

  it("of another size make the photo fail, if a store takes them", async () => {
    const world = await createWorld();
    const { id } = await uploaded(world);
    const { key } = (await world.ports.photos.get(id))?.upload ?? { key: "" };
    await world.ports.blobs.put({ area: "incoming", key }, new Uint8Array(3), { bytes: 3 });
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, id)).failure?.code).toBe("size_mismatch");
    await recover(world);
    await checkInvariants(world);
    expect((await allPhotos(world)).map(({ state }) => state)).toEqual(["failed"]);
  });
});
