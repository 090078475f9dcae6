import {
  Instant,
  PhotoId,
  QuotaExceeded,
  type Reservation,
  TooManyOpenUploads,
  type Usage,
  type UsageLedger,
  type UsageLimits,
  UserId,
} from "@tintype/core";
import * as z from "zod";
import { type SqliteDatabase, store } from "./open-sqlite-database.ts";

export interface SqliteUsageLedgerOptions {
  readonly database: SqliteDatabase;
}

interface CountedPhoto {
  readonly bytes: number;
  readonly reservedAt: string | null;
}

/** Usage in SQLite: the photos that count, each with its size, and the sums over them, which always agree. */
export function createSqliteUsageLedger({ database }: SqliteUsageLedgerOptions): UsageLedger {
  const { prepare, read, write } = database[store];
  const sums = prepare<Usage & { open: number }>("SELECT photos, bytes, open FROM usage WHERE owner = ?");
  const count = prepare(
    `INSERT INTO usage (owner, photos, bytes, open) VALUES (?, ?, ?, ?)
     ON CONFLICT (owner) DO UPDATE
       SET photos = photos + excluded.photos, bytes = bytes + excluded.bytes, open = open + excluded.open`,
  );
  const find = prepare<CountedPhoto>(
    "SELECT bytes, reserved_at AS reservedAt FROM counted_photos WHERE owner = ? AND photo = ?",
  );
  const add = prepare("INSERT INTO counted_photos (owner, photo, bytes, reserved_at) VALUES (?, ?, ?, ?)");
  const settle = prepare("UPDATE counted_photos SET bytes = ?, reserved_at = NULL WHERE owner = ? AND photo = ?");
  const remove = prepare("DELETE FROM counted_photos WHERE owner = ? AND photo = ?");
  const drop = prepare("DELETE FROM usage WHERE owner = ? AND photos = 0");
  const forgetPhotos = prepare("DELETE FROM counted_photos WHERE owner = ?");
  const forgetSums = prepare("DELETE FROM usage WHERE owner = ?");
  const open = prepare(
    `SELECT owner, photo, bytes, reserved_at AS reservedAt FROM counted_photos
     WHERE reserved_at <= ? AND (reserved_at, owner, photo) > (?, ?, ?)
     ORDER BY reserved_at, owner, photo LIMIT ${BATCH}`,
  );
  const usageOf = (owner: UserId) => sums.get(owner) ?? { photos: 0, bytes: 0, open: 0 };

  return {
    usage: (owner, options) =>
      read(() => {
        const { photos, bytes } = usageOf(owner);
        return { photos, bytes };
      }, options),

    reserve: ({ owner, photo, bytes, reservedAt }, limits, options) =>
      write(() => {
        if (find.get(owner, photo) !== undefined) return;
        checkLimits(usageOf(owner), bytes, limits);
        add.run(owner, photo, bytes, reservedAt);
        count.run(owner, 1, bytes, 1);
      }, options),

    settle: (owner, photo, bytes, options) =>
      write(() => {
        const counted = find.get(owner, photo);
        if (counted === undefined || counted.reservedAt === null) return;
        settle.run(bytes, owner, photo);
        count.run(owner, 0, bytes - counted.bytes, -1);
      }, options),

    release: (owner, photo, options) =>
      write(() => {
        const counted = find.get(owner, photo);
        if (counted === undefined) return;
        remove.run(owner, photo);
        count.run(owner, -1, -counted.bytes, counted.reservedAt === null ? 0 : -1);
        drop.run(owner);
      }, options),

    forget: (owner, options) =>
      write(() => {
        forgetPhotos.run(owner);
        forgetSums.run(owner);
      }, options),

    openSince: async function* (before, options) {
      for (let batch = await from("", "", ""); batch.length > 0; ) {
        yield* batch;
        const last = batch.at(-1);
        batch = last === undefined ? [] : await from(last.reservedAt, last.owner, last.photo);
      }

      function from(reservedAt: string, owner: string, photo: string): Promise<readonly Reservation[]> {
        return read(() => z.array(OpenReservation).parse(open.all(before, reservedAt, owner, photo)), options);
      }
    },
  };
}

/** How many reservations are read at once. */
const BATCH = 100;

const OpenReservation = z.object({ owner: UserId, photo: PhotoId, bytes: z.int(), reservedAt: Instant });

function checkLimits(usage: Usage & { readonly open: number }, bytes: number, limits: UsageLimits): void {
  if (usage.photos + 1 > limits.photos) {
    throw new QuotaExceeded(`Your plan has room for ${limits.photos} photos: delete some, and empty the trash.`);
  }
  if (usage.bytes + bytes > limits.bytes) {
    throw new QuotaExceeded("Your plan has no room for a photo of this size: delete some, and empty the trash.");
  }
  if (usage.open + 1 > limits.openUploads) throw new TooManyOpenUploads(limits.openUploads);
}
