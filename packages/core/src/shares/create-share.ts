import * as z from "zod";
import { findPhoto, wantCopy } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import { once, receiptFor } from "../ports/replay.ts";
import type { Actor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { InvalidInput, ReplayedResultGone } from "../shared/errors.ts";
import { type PhotoId, ShareId } from "../shared/ids.ts";
import { Instant, plus } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { Download, Share, ShareNote } from "./share.ts";
import { shareUrl, tokenHash, tokenOf } from "./share-token.ts";
import { type ShareView, viewShare } from "./share-view.ts";

/** At most 256 code points, as JSON Schema counts them. */
export const SharePassword = z
  .string()
  .min(1, "must not be empty")
  .refine((password) => [...password].length <= 256, "must be at most 256 characters")
  .meta({ maxLength: 256 });

/** How a photo shall be shared. `expiresAt` or `expiresIn` (seconds), 7 days where neither is said. */
export const NewShare = z.strictObject({
  expiresAt: Instant.optional(),
  expiresIn: z.int().positive().optional(),
  password: SharePassword.optional(),
  download: Download.default("none"),
  maxViews: z.int().positive().optional(),
  note: ShareNote.optional(),
});
export type NewShare = z.input<typeof NewShare>;

/** A share, and the address to hand out: it is told this once. */
export interface CreatedShare {
  readonly share: ShareView;
  readonly url: string;
}

type CreateSharePorts = Pick<Ports, "settings" | "clock" | "ids" | "secrets" | "passwords" | "photos" | "shares">;

/**
 * Makes a link to one photo. Throws `photo_not_found`, `invalid_input` (an end that is past or more than a year away),
 * `idempotency_key_reused`; a repeated request with the same key is told the same address again.
 */
export async function createShare(
  ports: CreateSharePorts,
  actor: Actor,
  photo: PhotoId,
  input: NewShare = {},
  options?: CreateOptions,
): Promise<CreatedShare> {
  const wanted = parseInput(NewShare, input);
  const { owner } = await findPhoto(ports, actor, "share.create", photo, options);
  return once<ShareId, Share, CreatedShare>(
    ports.shares,
    options?.idempotency,
    async (id) => {
      const share = await ports.shares.get(id, options);
      if (share === undefined) throw new ReplayedResultGone();
      return answer(ports, share);
    },
    async () => {
      // First, so that no link ever promises a copy that nobody makes.
      if (wanted.download === "copy") await wantCopy(ports, photo, options);
      const now = ports.clock.now();
      const id = ShareId.parse(ports.ids.next());
      const receipt = receiptFor(options?.idempotency, id, now, ports.settings.lifetimes.receipt);
      const { password, note, maxViews, download } = wanted;
      const share = Share.parse({
        id,
        photo,
        owner,
        tokenHash: await tokenHash(ports, await tokenOf(ports, id)),
        ...(password !== undefined && { passwordHash: await ports.passwords.hash(password, options) }),
        epoch: 1,
        download,
        ...(note && { note }),
        ...(maxViews !== undefined && { maxViews }),
        views: 0,
        expiresAt: endOf(ports, wanted, now),
        createdAt: now,
        updatedAt: now,
        ...(receipt !== undefined && { receipt: receipt.keyHash }),
        saved: 1,
        revision: 1,
      });
      await ports.shares.save({ after: share, events: [], receipt }, options);
      return answer(ports, share);
    },
  );
}

/** When a share made or changed at `now` ends. Throws `invalid_input` where that is no moment we accept. */
export function endOf(
  ports: Pick<Ports, "settings">,
  { expiresAt, expiresIn }: { expiresAt?: Instant | undefined; expiresIn?: number | undefined },
  now: Instant,
): Instant {
  const { share, longestShare } = ports.settings.lifetimes;
  const refuse = (path: string, message: string) => new InvalidInput([{ path, code: "out_of_range", message }]);
  if (expiresAt !== undefined && expiresIn !== undefined)
    throw refuse("expiresIn", "say either expiresAt or expiresIn");
  const path = expiresAt === undefined ? "expiresIn" : "expiresAt";
  const longest = plus(now, longestShare);
  if (expiresIn !== undefined && expiresIn * 1_000 > longestShare) throw refuse(path, `must be ${longest} or earlier`);
  const end = expiresAt ?? plus(now, expiresIn === undefined ? share : expiresIn * 1_000);
  if (end <= now) throw refuse(path, "must be in the future");
  if (end > longest) throw refuse(path, `must be ${longest} or earlier`);
  return end;
}

async function answer(ports: CreateSharePorts, share: Share): Promise<CreatedShare> {
  return { share: viewShare(share), url: shareUrl(ports, await tokenOf(ports, share.id)) };
}
