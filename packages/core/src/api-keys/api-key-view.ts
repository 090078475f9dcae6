import * as z from "zod";
import { ApiKeyId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { Scope } from "../shared/scope.ts";
import type { ApiKey } from "./api-key.ts";

const count = z.int().nonnegative();

/** A key as its owner sees it. The key itself is not among it. */
export const ApiKeyView = z.object({
  id: ApiKeyId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(Scope).readonly(),
  rate: count,
  burst: count,
  monthlyQuota: count,
  usage: z.object({ month: z.string(), calls: count }).readonly(),
  lastUsedAt: Instant.optional(),
  expiresAt: Instant.optional(),
  createdAt: Instant,
  revision: z.int().positive(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

export function viewApiKey(key: ApiKey): ApiKeyView {
  const { owner, keyHash, plan, receipt, saved, ...shown } = key;
  return { ...shown, ...plan };
}
