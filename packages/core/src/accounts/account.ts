import * as z from "zod";
import { Counters } from "../shared/aggregate.ts";
import { UserId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { humanLine } from "../shared/text.ts";

/** Who an account is at the pool that signs it in: OpenID Connect's `iss` and `sub`. Neither ever changes. */
export const Identity = z.object({ issuer: z.string().min(1), subject: z.string().min(1) }).readonly();
export type Identity = z.infer<typeof Identity>;

export const Plan = z.enum(["free", "premium"]);
export type Plan = z.infer<typeof Plan>;

export const DisplayName = humanLine(100);

export const Account = z
  .object({
    id: UserId,
    identity: Identity,
    email: z.email(),
    displayName: z.string().optional(),
    plan: Plan,
    /** `deleting` while everything of theirs is being removed, `deleted` once nothing is left but this. */
    state: z.enum(["active", "disabled", "deleting", "deleted"]),
    /** Access tokens issued before this moment are worth nothing (signed out everywhere). */
    signedOutAt: Instant.optional(),
    createdAt: Instant,
    updatedAt: Instant,
    ...Counters,
  })
  .readonly();
export type Account = z.infer<typeof Account>;

/** Whoever has deleted their account is gone for everybody from that moment on. */
export const isLeaving = ({ state }: Account): boolean => state === "deleting" || state === "deleted";
