import { AccountDisabled, isLeaving } from "../accounts/index.ts";
import type { Ports } from "../ports/index.ts";
import type { ProgramActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { type Instant, millisOf, nextMonth } from "../shared/instant.ts";
import { type ApiKey, isExpired } from "./api-key.ts";
import { ApiKeyNotValid, UsagePlanExceeded } from "./api-key-errors.ts";
import { keyHash, looksLikeKey } from "./api-key-text.ts";

type IdentifyPorts = Pick<Ports, "clock" | "secrets" | "accounts" | "apiKeys" | "rates">;

/**
 * Which program is calling with that key, as things are now; it counts the call. Of many at once exactly as many get in
 * as the month has left. While calls cannot be counted, nobody gets in. Throws `api_key_not_valid`, `account_disabled`,
 * `usage_plan_exceeded`.
 */
export async function identifyProgram(ports: IdentifyPorts, key: string, options?: CallOptions): Promise<ProgramActor> {
  if (!looksLikeKey(key)) throw new ApiKeyNotValid();
  const known = await ports.apiKeys.findByKeyHash(await keyHash(ports, key), options);
  const now = ports.clock.now();
  if (known === undefined || isExpired(known, now)) throw new ApiKeyNotValid();
  const account = await ports.accounts.get(known.owner, options);
  if (account === undefined || isLeaving(account)) throw new ApiKeyNotValid();
  if (account.state === "disabled") throw new AccountDisabled();
  await count(ports, known, now, options);
  return { kind: "program", keyId: known.id, userId: known.owner, scopes: known.scopes };
}

async function count(
  { rates, apiKeys }: IdentifyPorts,
  { id, plan }: ApiKey,
  now: Instant,
  options: CallOptions | undefined,
): Promise<void> {
  const wait = await rates.take(`key:${id}`, { perSecond: plan.rate, burst: plan.burst }, options);
  if (wait > 0) throw new UsagePlanExceeded(wait, `This key is good for ${plan.rate} calls a second: call less often.`);
  if ((await apiKeys.countCall(id, now, options)) !== undefined) return;
  // Revoked or expired a moment ago, or used up.
  const current = await apiKeys.get(id, options);
  if (current === undefined || isExpired(current, now)) throw new ApiKeyNotValid();
  const untilThen = millisOf(nextMonth(now)) - millisOf(now);
  throw new UsagePlanExceeded(untilThen, `This key has used up its ${plan.monthlyQuota} calls of this month.`);
}
