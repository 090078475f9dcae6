import { createHash } from "node:crypto";
import type { ApiKeyId, Identity, Lane, PhotoId, ShareId, UserId } from "@tintype/core";

/** The key of an item of the core table. */
export type CoreKey = Readonly<Record<"pk" | "sk", string>>;

/** An item that is alone in its partition. */
const alone = (kind: string, id: string): CoreKey => ({ pk: `${kind}#${id}`, sk: kind });

export const accountKey = (id: UserId): CoreKey => alone("ACCOUNT", id);
/** Holds the id of the one account that an identity may have. Hashed, since an issuer's address may be of any length. */
export const identityKey = ({ issuer, subject }: Identity): CoreKey =>
  alone("IDENTITY", hashed(JSON.stringify([issuer, subject])));

export const shareKey = (id: ShareId): CoreKey => alone("SHARE", id);
/** Holds the id of the one share that a token may have. */
export const tokenKey = (tokenHash: string): CoreKey => alone("TOKEN", tokenHash);

export const apiKeyKey = (id: ApiKeyId): CoreKey => alone("APIKEY", id);
/** Holds the id of the one key of a program that a hash may have. */
export const apiKeyHashKey = (keyHash: string): CoreKey => alone("APIKEYHASH", keyHash);
/** Where `gsi1` lists the keys of an owner; sorted by id. */
export const apiKeysOf = (owner: UserId): string => `APIKEYS#${owner}`;

export const receiptKey = (keyHash: string): CoreKey => alone("RECEIPT", keyHash);

/** The sums of an owner, and the reservations that are open. */
export const usageKey = (owner: UserId): CoreKey => ({ pk: `USAGE#${owner}`, sk: "SUM" });
/** There for every photo that is settled, with the size that it counts with. */
export const settledKey = (owner: UserId, photo: PhotoId): CoreKey => ({ pk: `USAGE#${owner}`, sk: `PHOTO#${photo}` });

/** How often somebody came. Hashed, since a name may be of any length, and may be somebody's address. */
export const rateKey = (name: string): CoreKey => alone("RATE", hashed(name));

/** There for every mail that was sent not long ago. */
export const mailKey = (id: string): CoreKey => alone("MAIL", hashed(id));

/** Holds the events that were given up on a lane, and those that travel on none, since nobody knows them. */
export const buriedIn = (lane: Lane | "unknown"): string => `BURIED#${lane}`;
export const buriedKey = (lane: Lane | "unknown", event: string): CoreKey => ({ pk: buriedIn(lane), sk: event });
/** How far a shard of a table's stream has been worked off. */
export const progressKey = (streamArn: string, shard: string): CoreKey => ({ pk: `STREAM#${streamArn}`, sk: shard });

/** Where `gsi1` lists all shares of an owner, or those of one photo; sorted by the share's id. */
export const sharesOf = (owner: UserId, photo?: PhotoId): string =>
  photo === undefined ? `SHARES#${owner}` : `SHARES#${owner}#${photo}`;

/** Spreads what is alike for everybody over a few partitions of an index: by the last character of an id. */
export const shards = ["0", "1", "2", "3"] as const;
export const shardOf = (id: string): string => String(id.charCodeAt(id.length - 1) % shards.length);

/** Where `gsi1` lists the owners that have reservations; sorted by owner. */
export const openIn = (shard: string): string => `OPEN#${shard}`;

/** Where `gsi1` lists the accounts that something is under way for; sorted by id. */
export const unfinishedIn = (shard: string): string => `UNFINISHED#${shard}`;

const hashed = (text: string): string => createHash("sha256").update(text).digest("hex");
