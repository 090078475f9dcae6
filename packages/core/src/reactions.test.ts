import { describe, expect, it } from "vitest";
import { aggregateOf, type DomainEvent, lanes, lanesOf } from "./events.ts";
import { allPhotos, checkInvariants, recover } from "./invariants.fixture.ts";
import { ana, aPhoto, photoEvent } from "./ports/entities.fixture.ts";
import type { Delivery } from "./ports/event-queue.ts";
import { createSeededRandom } from "./ports/seeded-random.fixture.ts";
import { system } from "./shared/actor.ts";
import { createWorld, type World } from "./world.fixture.ts";

/** A world in which much has happened and nothing has followed from it yet, and all that is to be delivered. */
async function pending(): Promise<{ world: World; deliveries: readonly Delivery[] }> {
  const world = await createWorld({ repeats: 0 });
  const { tintype, ports, ana, picture } = world;
  await world.upload(picture());
  await world.upload(picture({ ends: "image_damaged", endsAfter: "preview" }));
  await world.upload(picture({ ends: "image_unsupported" }));
  const { id } = await world.upload(picture());
  await tintype.shares.createShare(ana, id);
  await tintype.photos.purgePhoto(ana, id);
  const identity = { issuer: "https://pool.example", subject: "cleo" };
  await tintype.accounts.registerAccount(system, { identity, email: "cleo@example.com" });
  const taken = await Promise.all(lanes.map((lane) => ports.queue.take(lane, { lease: 60_000, limit: 100 })));
  return { world, deliveries: taken.flat() };
}

/** Reacts in that order, some of it perhaps twice, and works off whatever else follows; what is there in the end. */
async function deliver(order: (deliveries: readonly Delivery[]) => readonly Delivery[]): Promise<unknown> {
  const { world, deliveries } = await pending();
  const { ports, tintype } = world;
  for (const delivery of order(deliveries)) await tintype.react(delivery);
  for (const delivery of deliveries) await ports.queue.done(delivery);
  await world.drain();
  await checkInvariants(world);
  const photos = (await allPhotos(world)).map(({ id, state, sha256, failure }) => ({ id, state, sha256, failure }));
  return { photos, mails: ports.mailer.sent.map(({ id }) => id).toSorted() };
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));
}

describe("what follows from what happened", { timeout: 60_000 }, () => {
  it("ends the same in whichever of 720 orders it is delivered", async () => {
    const orders = permutations([0, 1, 2, 3, 4, 5]);
    const expected = await deliver((deliveries) => deliveries);
    expect(expected).toMatchObject({
      photos: [{ state: "ready" }, { state: "failed" }, { state: "failed" }, { state: "purged" }],
      mails: { length: 3 },
    });
    for (const order of orders) {
      const found = await deliver((deliveries) => {
        expect(deliveries).toHaveLength(order.length);
        return order.map((place) => deliveries[place] as Delivery);
      });
      expect(found).toEqual(expected);
    }
  });

  it("ends the same in whichever order it is delivered five times", async () => {
    const expected = await deliver((deliveries) => deliveries);
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = createSeededRandom(seed);
      const often = await deliver((deliveries) =>
        Array.from({ length: 5 }, () => deliveries)
          .flat()
          .map((delivery) => ({ delivery, place: random() }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ delivery }) => delivery),
      );
      expect(often).toEqual(expected);
    }
  });

  it("ends the same when nothing is delivered, a day later", async () => {
    const { world, deliveries } = await pending();
    for (const delivery of deliveries) await world.ports.queue.done(delivery);
    await recover(world);
    await checkInvariants(world);
  });

  it("is nothing, for an event on a lane that it does not travel on", async () => {
    const { tintype, ports } = await createWorld();
    const photo = aPhoto();
    for (const lane of lanes.filter((lane) => !(lanesOf.photo_uploaded as readonly string[]).includes(lane))) {
      await tintype.react({ event: photoEvent(photo), lane, attempt: 1, lease: "x" });
    }
    expect(await ports.photos.get(photo.id)).toBeUndefined();
  });
});

describe("an event", () => {
  it("belongs to the aggregate that raised it", () => {
    const photo = aPhoto();
    const registered = { type: "account_registered", id: "1", at: photo.createdAt, account: ana } satisfies DomainEvent;
    expect([aggregateOf(photoEvent(photo)), aggregateOf(registered)]).toEqual([photo.id, ana]);
  });
});
