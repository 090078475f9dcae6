import * as z from "zod";
import { Counters } from "../shared/aggregate.ts";
import { ExportId, UserId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { optionalText, text } from "../shared/leaves.ts";
import { Cursor } from "../shared/page.ts";
import { humanLine } from "../shared/text.ts";

/** Who an account is at the pool that signs it in: OpenID Connect's `iss` and `sub`. Neither ever changes. */
export const Identity = z.object({ issuer: z.string().min(1), subject: z.string().min(1) }).readonly();
export type Identity = z.infer<typeof Identity>;

export const Plan = z.enum(["free", "premium"]);
export type Plan = z.infer<typeof Plan>;

export const DisplayName = humanLine(100);

/** Everything that somebody has, packed for them to take along, in one or more volumes. */
export const AccountExport = z
  .object({
    id: ExportId,
    state: z.enum(["preparing", "ready"]),
    requestedAt: Instant,
    /** When it was begun, or the last volume was written. */
    advancedAt: Instant,
    /** Where in the owner's lists the next volume begins. */
    next: z.object({ shelf: z.enum(["library", "trash"]), cursor: Cursor.optional() }).readonly(),
    /** Blobs of `media`. */
    volumes: z.array(z.object({ key: text, bytes: z.int(), photos: z.int() }).readonly()).readonly(),
    /** When a finished one goes. */
    expiresAt: Instant.optional(),
  })
  .readonly();
export type AccountExport = z.infer<typeof AccountExport>;

export const Account = z
  .object({
    id: UserId,
    identity: Identity,
    email: z.email(),
    displayName: optionalText,
    plan: Plan,
    /** `deleting` while everything of theirs is being removed, `deleted` once nothing is left but this. */
    state: z.enum(["active", "disabled", "deleting", "deleted"]),
    /** Access tokens issued before this moment are worth nothing (signed out everywhere). */
    signedOutAt: Instant.optional(),
    dataExport: AccountExport.optional(),
    createdAt: Instant,
    updatedAt: Instant,
    ...Counters,
  })
  .readonly();
export type Account = z.infer<typeof Account>;

/** Whoever has deleted their account is gone for everybody from that moment on. */
export const isLeaving = ({ state }: Account): boolean => state === "deleting" || state === "deleted";

/** Whether something is under way for an account that somebody has to see to if nothing else happens. */
export const isUnfinished = (account: Account): boolean =>
  isLeaving(account) || account.dataExport?.state === "preparing";
