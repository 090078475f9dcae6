import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { once, receiptFor } from "../ports/replay.ts";
import type { Settings } from "../settings.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { InvalidInput, NotAllowed, ReplayedResultGone } from "../shared/errors.ts";
import { ApiKeyId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { Scope } from "../shared/scope.ts";
import { ApiKey, ApiKeyName, monthOf, type UsagePlan } from "./api-key.ts";
import { TooManyApiKeys } from "./api-key-errors.ts";
import { keyHash, keyOf, prefixOf } from "./api-key-text.ts";
import { type ApiKeyView, viewApiKey } from "./api-key-view.ts";

const number = z.int().positive();

/** What a key shall be for, until when, and how often it may be used: as often as keys may be where nothing is said. */
export const NewApiKey = z.strictObject({
  name: ApiKeyName,
  scopes: z
    .array(Scope)
    .min(1, "must name a scope")
    .transform((scopes) => Scope.options.filter((scope) => scopes.includes(scope))),
  expiresAt: Instant.optional(),
  rate: number.optional(),
  burst: number.optional(),
  monthlyQuota: number.optional(),
});
export type NewApiKey = z.input<typeof NewApiKey>;

/** A key, and its text: it is told this once. */
export interface CreatedApiKey {
  readonly apiKey: ApiKeyView;
  readonly key: string;
}

type CreateApiKeyPorts = Pick<Ports, "settings" | "clock" | "ids" | "secrets" | "apiKeys">;

/**
 * Makes a key for a program of the caller's. It never may more than its owner, and nobody but a person makes one. Throws
 * `invalid_input`, `too_many_api_keys`, `idempotency_key_reused`, `replayed_result_gone`; a repeated request with the
 * same idempotency key is told the same key again.
 */
export async function createApiKey(
  ports: CreateApiKeyPorts,
  actor: Actor,
  input: NewApiKey,
  options?: CreateOptions,
): Promise<CreatedApiKey> {
  authorize(actor, "api-key.create", () => new NotAllowed("Only somebody with an account can make keys."));
  const owner = (actor as UserActor).userId;
  const { name, scopes, expiresAt, ...plan } = parseInput(NewApiKey, input);
  return once<ApiKeyId, ApiKey, CreatedApiKey>(
    ports.apiKeys,
    options?.idempotency,
    async (id) => {
      const key = await ports.apiKeys.get(id, options);
      if (key === undefined) throw new ReplayedResultGone();
      return { apiKey: viewApiKey(key), key: await keyOf(ports, id) };
    },
    async () => {
      const { perOwner } = ports.settings.apiKeys;
      if ((await ports.apiKeys.ofOwner(owner, perOwner, options)).length >= perOwner)
        throw new TooManyApiKeys(perOwner);
      const now = ports.clock.now();
      if (expiresAt !== undefined && expiresAt <= now) throw refuse("expiresAt", "must be in the future");
      const id = ApiKeyId.parse(ports.ids.next());
      const key = await keyOf(ports, id);
      const receipt = receiptFor(options?.idempotency, id, now, ports.settings.lifetimes.receipt);
      const made = ApiKey.parse({
        id,
        owner,
        name,
        prefix: prefixOf(key),
        keyHash: await keyHash(ports, key),
        scopes,
        plan: planOf(ports.settings, plan),
        usage: { month: monthOf(now), calls: 0 },
        ...(expiresAt !== undefined && { expiresAt }),
        createdAt: now,
        ...(receipt !== undefined && { receipt: receipt.keyHash }),
        saved: 1,
        revision: 1,
      });
      await ports.apiKeys.save({ after: made, events: [], receipt }, options);
      return { apiKey: viewApiKey(made), key };
    },
  );
}

/** What was asked for, as far as it may be had. */
function planOf({ apiKeys }: Settings, wanted: { readonly [Name in keyof UsagePlan]?: number | undefined }): UsagePlan {
  const most: UsagePlan = apiKeys;
  const upTo = (name: keyof UsagePlan): number => {
    const value = wanted[name] ?? most[name];
    if (value > most[name]) throw refuse(name, `must be at most ${most[name]}`);
    return value;
  };
  return { rate: upTo("rate"), burst: upTo("burst"), monthlyQuota: upTo("monthlyQuota") };
}

const refuse = (path: string, message: string) => new InvalidInput([{ path, code: "out_of_range", message }]);
