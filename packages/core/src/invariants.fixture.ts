import type { Photo, Rendition } from "./photos/photo.ts";
import type { BlobArea } from "./ports/blob-store.ts";
import { readAll } from "./ports/byte-streams.fixture.ts";
import { codeOf } from "./ports/code-of.fixture.ts";
import { ImageProcessorFailed } from "./ports/image-processor.ts";
import { sha256 } from "./ports/sha256.memory.ts";
import type { UserActor } from "./shared/actor.ts";
import type { PhotoId } from "./shared/ids.ts";
import { days, minutes } from "./shared/instant.ts";
import type { World } from "./world.fixture.ts";

/** Restarted after whatever happened: a day later everything has come to one of its ends, and the debris is gone. */
export async function recover({ ports, tintype, drain }: World): Promise<void> {
  for (const pause of [minutes(2), minutes(11), days(1), minutes(11), days(1)]) {
    ports.clock.advance(pause);
    const troubles = [...(await tintype.reconcile()).troubles];
    troubles.push(...(await drain()).troubles.filter((trouble) => !(trouble instanceof ImageProcessorFailed)));
    if (troubles.length > 0)
      throw new AggregateError(troubles, `Recovery had troubles: ${troubles.map(String).join(", ")}`);
  }
  await tintype.sweep();
}

/** After a recovery and its sweep there is nothing left for another one. */
export async function checkLeftovers({ tintype }: World): Promise<void> {
  const removed = await tintype.sweep();
  if (removed > 0) throw new Error(`Another sweep removes ${removed} things.`);
}

/** Throws a list of everything that must never be, of all photos that ids were given out for. Empty worlds are whole. */
export async function checkInvariants(world: World): Promise<void> {
  const wrongs: string[] = [];
  const photos = await allPhotos(world);
  for (const photo of photos) wrongs.push(...(await wrongsOf(world, photo)));
  for (const owner of [world.ana, world.ben]) wrongs.push(...(await wrongsOfUsage(world, owner, photos)));
  wrongs.push(...(await debris(world, photos)));
  if (wrongs.length > 0) throw new Error(wrongs.join("\n"));
}

/** Every photo there is a record of, tombstones included. */
export async function allPhotos({ ports, issued }: World): Promise<readonly Photo[]> {
  const found = await Promise.all(issued.map((id) => ports.photos.get(id as PhotoId)));
  return found.filter((photo) => photo !== undefined);
}

async function wrongsOf(world: World, photo: Photo): Promise<string[]> {
  const { ports, tintype } = world;
  const wrongs: string[] = [];
  const stranger = photo.owner === world.ana.userId ? world.ben : world.ana;
  if ((await codeOf(tintype.photos.getPhoto(stranger, photo.id))) !== "photo_not_found")
    wrongs.push("is seen by others");
  if (!["ready", "failed", "trashed", "purged"].includes(photo.state)) wrongs.push(`is still ${photo.state}`);
  if (photo.state === "failed" && photo.failure === undefined) wrongs.push("failed without a reason");

  if (keepsBytes(photo)) {
    const original = await bytesAt(world, "originals", photo.original ?? "");
    if (photo.state === "ready" && photo.copy?.state === "wanted") wrongs.push("waits for its copy");
    if (original === undefined || sha256(original) !== photo.sha256) wrongs.push("has another original than its hash");
    const names = Object.keys(photo.renditions ?? {});
    if (names.join() !== ports.settings.renditions.map(({ name }) => name).join())
      wrongs.push(`has only ${names.join(", ")}`);
    for (const { key } of madeOf(photo)) {
      const rendition = await bytesAt(world, "media", key);
      if (!new TextDecoder().decode(rendition).includes(`${photo.sha256}`)) wrongs.push(`has ${key} of other bytes`);
    }
  }
  return wrongs.map((wrong) => `${photo.id} ${wrong}`);
}

/** Its renditions, and its copy. */
const madeOf = ({ renditions, copy }: Photo): readonly Rendition[] => [
  ...Object.values(renditions ?? {}),
  ...(copy?.state === "made" ? [copy.rendition] : []),
];

const keepsBytes = ({ state, failure }: Photo): boolean =>
  state === "ready" || (state === "trashed" && failure === undefined);

async function bytesAt({ ports }: World, area: BlobArea, key: string): Promise<Uint8Array | undefined> {
  if (key === "") return undefined;
  const blob = await ports.blobs.open({ area, key });
  return blob && readAll(blob.body);
}

async function wrongsOfUsage({ ports }: World, { userId }: UserActor, photos: readonly Photo[]): Promise<string[]> {
  const counted = photos.filter((photo) => photo.owner === userId && keepsBytes(photo));
  const expected = { photos: counted.length, bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0) };
  const actual = await ports.usage.usage(userId);
  const same = actual.photos === expected.photos && actual.bytes === expected.bytes;
  return same ? [] : [`${userId} is counted ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}

/** Blobs that nothing refers to, events that nobody worked off, links to what is gone. */
async function debris({ ports, ana, ben }: World, photos: readonly Photo[]): Promise<string[]> {
  const kept = photos.filter(keepsBytes);
  const referred = new Set([
    ...kept.map(({ original }) => `originals ${original}`),
    ...kept.flatMap((photo) => madeOf(photo).map(({ key }) => `media ${key}`)),
    ...(await Promise.all([ana, ben].map(({ userId }) => ports.accounts.get(userId)))).flatMap(
      (account) => account?.dataExport?.volumes.map(({ key }) => `media ${key}`) ?? [],
    ),
  ]);
  const left: string[] = [];
  for (const area of ["incoming", "originals", "media"] as const) {
    for await (const { key } of ports.blobs.list(area, "")) {
      if (!referred.has(`${area} ${key}`)) left.push(`${key} is left in ${area}`);
    }
  }
  for await (const { key, uploadId } of ports.multipart.list("")) left.push(`upload ${uploadId} of ${key} is open`);
  for (const lane of ["imaging", "mail", "purge", "publish"] as const) {
    for (const { event } of await ports.queue.take(lane, { lease: 1, limit: 100 })) left.push(`${event.id} is left`);
  }
  for (const { delivery, reason } of ports.queue.buried) left.push(`${delivery.event.id} is buried: ${reason}`);
  for (const photo of photos.filter(({ state }) => state === "purged")) {
    const { items } = await ports.shares.list(photo.owner, photo.id, { limit: 100 });
    for (const { id } of items) left.push(`${id} leads to ${photo.id}, which is gone`);
  }
  return left;
}
