import * as z from "zod";
import { RenditionName } from "./photos/photo.ts";
import { days, hours, minutes, seconds } from "./shared/instant.ts";
import { positive } from "./shared/leaves.ts";
import { partLimits } from "./shared/part-limits.ts";

const MiB = 2 ** 20;
const GiB = 2 ** 30;
const TiB = 2 ** 40;
const count = (value: number) => positive.default(value);
const milliseconds = count;
const allowance = (photos: number, bytes: number) =>
  z.strictObject({ photos: count(photos), bytes: count(bytes) }).prefault({});
/** Without a guess for an hour, all of it begins anew. */
const guessRate = (rate: { free: number; pause: number; longestPause: number }) =>
  z
    .strictObject({
      free: count(rate.free),
      pause: milliseconds(rate.pause),
      longestPause: milliseconds(rate.longestPause),
      forgottenAfter: milliseconds(hours(1)),
    })
    .prefault({});

/** How one rendition is made: its longest side in pixels (never enlarged) and its encoding. */
export const RenditionSettings = z
  .strictObject({
    name: RenditionName,
    edge: z.int().min(16).max(8_192),
    format: z.enum(["webp", "jpeg"]),
    quality: z.int().min(1).max(100).default(80),
    /** It moves where the original does, as far as that can be afforded; otherwise it shows the first frame. */
    moves: z.boolean().default(false),
  })
  .refine(({ format, moves }) => format === "webp" || !moves, { message: "nothing but webp moves", path: ["moves"] });
export type RenditionSettings = z.infer<typeof RenditionSettings>;

/** Every number that Tintype goes by, with its default. Sizes are in bytes, durations in milliseconds. */
export const Settings = z.strictObject({
  /** The one public origin, without a path: absolute addresses come from it, never from a request. */
  publicUrl: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  original: z
    .strictObject({
      bytes: count(50 * MiB),
      /** Over all frames. */
      pixels: count(100_000_000),
      /** Of either side. */
      side: count(16_384),
      frames: count(100),
      /** Of each part but the last where a photo is sent in parts; S3 has no smaller ones. */
      partBytes: z.int().min(partLimits.leastBytes).default(partLimits.leastBytes),
      /** Of a photo that is sent as the body of `POST /photos`. */
      directBytes: count(4 * MiB),
    })
    .prefault({}),
  /** The first is made first and shown first. */
  renditions: z
    .array(RenditionSettings)
    .min(1)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "names must differ")
    .prefault([
      { name: "thumb", edge: 480, format: "webp" },
      { name: "medium", edge: 1_280, format: "webp", moves: true },
      { name: "large", edge: 2_048, format: "jpeg" },
    ]),
  /** Copies in full size, for guests to take along. */
  copy: z.strictObject({ quality: z.int().min(1).max(100).default(92) }).prefault({}),
  page: z
    .strictObject({
      usual: count(50),
      most: count(100),
      /** Characters of titles, captions and tags (UTF-16): an answer of Lambda holds 6 MB, and each may become several bytes. */
      text: count(2 ** 20),
    })
    .prefault({}),
  quota: z
    .strictObject({
      free: allowance(10_000, 5 * GiB),
      premium: allowance(1_000_000, 2 * TiB),
      /** Uploads begun and not finished, per user. */
      openUploads: count(2_000),
    })
    .prefault({}),
  lifetimes: z
    .strictObject({
      uploadTicket: milliseconds(minutes(60)),
      /** Bytes that nobody claimed, and uploads that nobody finished. */
      incoming: milliseconds(days(1)),
      /** An owner's addresses change once per window and live for at most two. */
      ownerWindow: milliseconds(hours(1)),
      /** A guest's addresses: the bound on how long a byte can be had after its share was revoked is two windows. */
      guestWindow: milliseconds(seconds(150)),
      share: milliseconds(days(7)),
      longestShare: milliseconds(days(365)),
      /** How long after signing in somebody may do what cannot be undone. */
      freshSignIn: milliseconds(minutes(10)),
      unlock: milliseconds(minutes(30)),
      /** What STS gives: a quarter of an hour at least, and an hour at most to whoever has a role of their own. */
      credentials: z.int().min(minutes(15)).max(hours(1)).default(minutes(60)),
      trash: milliseconds(days(30)),
      tombstone: milliseconds(days(30)),
      /** A finished export. */
      export: milliseconds(days(7)),
      receipt: milliseconds(hours(24)),
    })
    .prefault({}),
  rates: z
    .strictObject({
      /** Calls of one user. */
      user: z.strictObject({ perSecond: count(200), burst: count(400) }).prefault({}),
      /** Calls from one address by callers who have not signed in. */
      address: z.strictObject({ perSecond: count(50), burst: count(50) }).prefault({}),
      /** Passwords tried on one link from one address: five, and then 1, 2, 4, 8, 15, 15 ... minutes between them. */
      guesses: guessRate({ free: 5, pause: minutes(1), longestPause: minutes(15) }),
      /** The same from all addresses: a hundred, and then a hundred an hour. */
      guessesOnLink: guessRate({ free: 100, pause: seconds(36), longestPause: seconds(36) }),
    })
    .prefault({}),
  /** Keys of programs: how many somebody may have, and what is the most (and the usual) that one allows. */
  apiKeys: z
    .strictObject({
      perOwner: count(100),
      /** Calls a second, and at once after a rest. */
      rate: count(10),
      burst: count(20),
      /** Calls in a calendar month, UTC. */
      monthlyQuota: count(100_000),
    })
    .prefault({}),
  /** What somebody takes along comes in volumes, each of which ends soon after it has so many bytes or photos. */
  export: z
    .strictObject({
      volumeBytes: count(2 * GiB),
      volumePhotos: count(5_000),
      /** Another one is made at the earliest after that. */
      every: milliseconds(hours(1)),
    })
    .prefault({}),
  recovery: z
    .strictObject({
      /** How long an upload or a development may stand still before the reconciler looks at it. */
      stalledAfter: milliseconds(minutes(10)),
      /** How old a blob that nothing refers to must be before the sweeper takes it. */
      orphanAfter: milliseconds(days(1)),
      /** How often a photo that brings the imaging process down is tried. */
      imagingAttempts: count(3),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;
/** What has to be said; the rest has defaults. */
export type SettingsInput = z.input<typeof Settings>;

// Once in the life of a process, so that compiling a parser would be the most of it.
export const parseSettings = (settings: SettingsInput): Settings => Settings.parse(settings, { jitless: true });
