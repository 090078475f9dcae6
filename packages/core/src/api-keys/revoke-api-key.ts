import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { ApiKeyId } from "../shared/ids.ts";
import { ApiKeyNotFound } from "./api-key-errors.ts";

/** Ends a key for good: the next request with it is refused. Throws `api_key_not_found`, also when it is done again. */
export async function revokeApiKey(
  ports: Pick<Ports, "apiKeys">,
  actor: Actor,
  id: ApiKeyId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "api-key.list", () => new ApiKeyNotFound());
  const key = await ports.apiKeys.get(id, options);
  if (key === undefined) throw new ApiKeyNotFound();
  authorize(actor, "api-key.revoke", () => new ApiKeyNotFound(), key);
  await ports.apiKeys.remove(id, options);
}
