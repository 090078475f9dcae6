import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  createLocalSecrets,
  createSqlitePhotoRepository,
  openKeyring,
  openSqliteDatabase,
  systemClock,
} from "@tintype/adapters-local";
import {
  type Cursor,
  createTintype,
  Instant,
  Photo,
  PhotoId,
  type PhotoRepository,
  type Ports,
  parseSettings,
  type UserId,
} from "@tintype/core";

/** Saves photos through the repository, many in one commit. */
export async function seedLibrary(dataFolder: string, photos: Iterable<Photo>): Promise<void> {
  await using database = openSqliteDatabase(join(dataFolder, "tintype.db"));
  const repository = createSqlitePhotoRepository({ database, clock: systemClock });
  let saving: Promise<void>[] = [];
  for (const after of photos) {
    saving.push(repository.save({ after, events: [] }));
    if (saving.length < 2_000) continue;
    await Promise.all(saving);
    saving = [];
  }
  await Promise.all(saving);
}

/** Cursors that lie deep in the user's library, spread over its second half; found by walking it with the domain in this process. */
export async function deepCursors(dataFolder: string, owner: UserId, photos: number): Promise<readonly Cursor[]> {
  await using database = openSqliteDatabase(join(dataFolder, "tintype.db"));
  const keyring = await openKeyring(join(dataFolder, "keys"));
  const ports: Pick<Ports, "settings" | "clock" | "secrets" | "photos" | "urls"> = {
    settings: parseSettings({ publicUrl: "http://localhost" }),
    clock: systemClock,
    secrets: createLocalSecrets({ masterKey: keyring.master }),
    photos: createSqlitePhotoRepository({ database, clock: systemClock }) satisfies PhotoRepository,
    urls: { sign: async () => "" },
  };
  const library = createTintype(ports as Ports).photos;
  const pages = photos / 100;
  const cursors: Cursor[] = [];
  let cursor: Cursor | undefined;
  for (let page = 1; page < pages; page += 1) {
    const { next } = await library.listPhotos(
      { kind: "user", userId: owner },
      { limit: 100, ...(cursor && { cursor }) },
    );
    cursor = next;
    if (cursor !== undefined && page >= pages / 2 && page % Math.ceil(pages / 80) === 0) cursors.push(cursor);
  }
  return cursors;
}

/** So many photos of one owner as they are once developed, each with a capture time of its own. */
export function* makeLibrary(owner: UserId, count: number): Generator<Photo> {
  for (let number = 0; number < count; number += 1) yield developedPhoto(owner, number);
}

function developedPhoto(owner: UserId, number: number): Photo {
  const id = PhotoId.parse(`01JD4QZ${number.toString().padStart(19, "0")}`);
  const version = `01JD4R0${number.toString().padStart(19, "0")}`;
  const taken = new Date(Date.UTC(2015, 0, 1) + number * 3_600_000).toISOString().slice(0, 23);
  const at = Instant.parse("2026-11-20T09:30:00.000Z");
  const rendition = (name: string, width: number, type: string) => ({
    key: `p/${id}/${version}/${name}`.toLowerCase(),
    width,
    height: (width * 3) / 4,
    bytes: width * 90,
    contentType: type,
  });
  return Photo.parse({
    id,
    owner,
    state: "ready",
    fileName: `IMG_${number}.jpg`,
    title: `Photo ${number}`,
    tags: ["holiday", "sea"],
    visibility: "private",
    contentType: "image/jpeg",
    bytes: 4_000_000 + number,
    sha256: createHash("sha256").update(id).digest("hex"),
    upload: { id: version, key: `t/${id}/${version}`.toLowerCase(), etag: `${number}` },
    original: `o/${id}/${version}.jpg`.toLowerCase(),
    format: "jpeg",
    width: 4_000,
    height: 3_000,
    frames: 1,
    capturedAt: { local: taken, offset: "+09:00", source: "original" },
    camera: {
      make: "Canon",
      model: "EOS 1000D",
      lens: "18-55 mm",
      exposure: "1/250",
      aperture: 8,
      iso: 100,
      focalLength: 35,
    },
    location: { latitude: 37.5665, longitude: 126.978, altitude: 38 },
    placeholder: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
    colour: "#7a4a1d",
    renditions: {
      thumb: rendition("thumb.webp", 480, "image/webp"),
      medium: rendition("medium.webp", 1_280, "image/webp"),
      large: rendition("large.jpg", 2_048, "image/jpeg"),
    },
    timeline: taken,
    createdAt: at,
    updatedAt: at,
    saved: 4,
    revision: 1,
  });
}
