import * as z from "zod";
import { Counters } from "../shared/aggregate.ts";
import { ApiKeyId, UserId } from "../shared/ids.ts";
import { hours, Instant, windowStart } from "../shared/instant.ts";
import { count, optionalText, positive, text } from "../shared/leaves.ts";
import { Scope } from "../shared/scope.ts";
import { humanLine } from "../shared/text.ts";

export const ApiKeyName = humanLine(100)
  .refine((name) => name !== "", "must not be empty")
  .meta({ minLength: 1 });

/** How often a program may call: so many a second, up to `burst` at once after a rest, and so many in a month. */
export const UsagePlan = z.object({ rate: positive, burst: positive, monthlyQuota: positive }).readonly();
export type UsagePlan = z.infer<typeof UsagePlan>;

/** Lets a program call in its owner's name. The key itself is never stored. */
export const ApiKey = z
  .object({
    id: ApiKeyId,
    owner: UserId,
    name: text,
    /** How the key begins, for people to tell keys apart. */
    prefix: text,
    /** What `Secrets` makes of the key; the only way back from a key to what it is worth. */
    keyHash: text,
    scopes: z.array(Scope).readonly(),
    plan: UsagePlan,
    /** The calls of the last month in which there were any (`2026-11`, UTC). */
    usage: z.object({ month: text, calls: count }).readonly(),
    /** The hour in which it was used last. */
    lastUsedAt: Instant.optional(),
    expiresAt: Instant.optional(),
    createdAt: Instant,
    /** The `keyHash` of the receipt that was saved with it: the two go together. */
    receipt: optionalText,
    ...Counters,
  })
  .readonly();
export type ApiKey = z.infer<typeof ApiKey>;

export const isExpired = ({ expiresAt }: ApiKey, now: Instant): boolean => expiresAt !== undefined && expiresAt <= now;

export const monthOf = (now: Instant): string => now.slice(0, 7);

/** The hour of that moment: when exactly a program calls is nobody's business. */
export const hourOf = (now: Instant): Instant => windowStart(now, hours(1), 0);

/** The key after one more call at `now`; `undefined` where it has expired or has used up its month. */
export function afterCall(key: ApiKey, now: Instant): ApiKey | undefined {
  const month = monthOf(now);
  const calls = key.usage.month === month ? key.usage.calls : 0;
  if (isExpired(key, now) || calls >= key.plan.monthlyQuota) return undefined;
  return { ...key, usage: { month, calls: calls + 1 }, lastUsedAt: hourOf(now), saved: key.saved + 1 };
}
