import { Account } from "../accounts/account.ts";
import { ApiKey } from "../api-keys/api-key.ts";
import type { DomainEvent } from "../events.ts";
import { Photo } from "../photos/photo.ts";
import { incomingKey, originalKey, renditionKey } from "../photos/photo-keys.ts";
import type { Counted, Receipt } from "../shared/aggregate.ts";
import { ApiKeyId, PhotoId, Sha256, ShareId, UploadId, UserId } from "../shared/ids.ts";
import { days, Instant, plus } from "../shared/instant.ts";
import { Share } from "../shares/share.ts";
import type { Reservation } from "./usage-ledger.ts";

/*
 * Valid entities with sensible defaults, for tests and contracts. Ids count up: what is made later has the greater id.
 */

let made = 0;

/** A ULID, greater than every one before. */
export function nextUlid(): string {
  made += 1;
  return `01KAFAKE${String(made).padStart(18, "0")}`;
}

/** Owners. */
export const ana: UserId = UserId.parse(nextUlid());
export const ben: UserId = UserId.parse(nextUlid());

/** When a manual clock starts. */
const start = Instant.parse("2026-11-20T09:30:00.000Z");

/** A photo of Ana's that has been announced and whose bytes have not arrived. */
export function aPhoto(changes: Partial<Photo> = {}): Photo {
  const { id = PhotoId.parse(nextUlid()), createdAt = start } = changes;
  const upload = UploadId.parse(nextUlid());
  return Photo.parse({
    id,
    owner: ana,
    state: "initiated",
    fileName: "IMG_2041.jpg",
    tags: [],
    visibility: "private",
    contentType: "image/jpeg",
    bytes: 5_242_880,
    upload: { id: upload, key: incomingKey(id, upload) },
    timeline: createdAt.slice(0, 23),
    createdAt,
    updatedAt: createdAt,
    saved: 1,
    revision: 1,
    ...changes,
  });
}

/** A photo of Ana's that has been developed. */
export function aReadyPhoto(changes: Partial<Photo> = {}): Photo {
  const photo = aPhoto(changes);
  const version = photo.upload.id;
  const rendition = { width: 480, height: 320, bytes: 20_480, contentType: "image/webp" };
  return Photo.parse({
    ...photo,
    state: "ready",
    upload: { ...photo.upload, etag: "9a0364b9e99bb480dd25e1f0284c8555" },
    sha256: Sha256.parse(photo.id.slice(-8).padStart(64, "0")),
    original: originalKey(photo.id, version, "jpg"),
    format: "jpeg",
    width: 6_000,
    height: 4_000,
    frames: 1,
    placeholder: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
    colour: "#7f8c8d",
    renditions: { thumb: { ...rendition, key: renditionKey(photo.id, version, "thumb", "webp") } },
    ...changes,
  });
}

/** A share of one of Ana's photos that is open for a week. */
export function aShare(changes: Partial<Share> = {}): Share {
  const { id = ShareId.parse(nextUlid()), createdAt = start } = changes;
  return Share.parse({
    id,
    photo: PhotoId.parse(nextUlid()),
    owner: ana,
    tokenHash: `hash-of-the-token-of-${id}`,
    epoch: 1,
    download: "none",
    views: 0,
    expiresAt: plus(createdAt, days(7)),
    createdAt,
    updatedAt: createdAt,
    saved: 1,
    revision: 1,
    ...changes,
  });
}

/** A key of Ana's that may read photos. */
export function anApiKey(changes: Partial<ApiKey> = {}): ApiKey {
  const { id = ApiKeyId.parse(nextUlid()), createdAt = start } = changes;
  return ApiKey.parse({
    id,
    owner: ana,
    name: "Photo frame",
    prefix: "tintype_a1b2",
    keyHash: `hash-of-the-key-${id}`,
    scopes: ["photos:read"],
    plan: { rate: 10, burst: 20, monthlyQuota: 1_000 },
    usage: { month: "2026-11", calls: 0 },
    createdAt,
    saved: 1,
    revision: 1,
    ...changes,
  });
}

/** An active account on the free plan. */
export function anAccount(changes: Partial<Account> = {}): Account {
  const { id = UserId.parse(nextUlid()), createdAt = start } = changes;
  return Account.parse({
    id,
    identity: { issuer: "https://pool.example", subject: `subject-of-${id}` },
    email: "ana@example.com",
    plan: "free",
    state: "active",
    createdAt,
    updatedAt: createdAt,
    saved: 1,
    revision: 1,
    ...changes,
  });
}

/** Room for a thousand bytes of Ana's, reserved now. */
export function aReservation(changes: Partial<Reservation> = {}): Reservation {
  return { owner: ana, photo: PhotoId.parse(nextUlid()), bytes: 1_000, reservedAt: start, ...changes };
}

/** The receipt of a request, good for a day. */
export function aReceipt(changes: Partial<Receipt> = {}): Receipt {
  return { keyHash: "key-1", bodyHash: "body-1", resultId: nextUlid(), expiresAt: plus(start, days(1)), ...changes };
}

/** The same thing, changed, as its next save stores it. */
export function changed<Aggregate extends Counted>(before: Aggregate, changes: Partial<Aggregate> = {}): Aggregate {
  return { ...before, ...changes, saved: before.saved + 1 };
}

/** An event that this save of the photo raises, at that place among its events. */
export function photoEvent(
  photo: Photo,
  type: Extract<DomainEvent, { photo: PhotoId }>["type"] = "photo_uploaded",
  place = 0,
): DomainEvent {
  return { type, id: `${photo.id}#${photo.saved}#${place}`, at: photo.updatedAt, photo: photo.id, owner: photo.owner };
}

/** An event that this save of the account raises. */
export function accountEvent(
  account: Account,
  type: Extract<DomainEvent, { account: UserId }>["type"] = "account_registered",
): DomainEvent {
  return {
    type,
    id: `${account.id}#${account.saved}#0`,
    at: account.updatedAt,
    account: account.id,
  };
}
