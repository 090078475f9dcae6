import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { type ApiKeyView, viewApiKey } from "./api-key-view.ts";

/** All keys that the caller has, the oldest first, expired ones among them. */
export async function listApiKeys(
  ports: Pick<Ports, "settings" | "apiKeys">,
  actor: Actor,
  options?: CallOptions,
): Promise<readonly ApiKeyView[]> {
  authorize(actor, "api-key.list", () => new NotAllowed("Only somebody with an account has keys."));
  const keys = await ports.apiKeys.ofOwner((actor as UserActor).userId, ports.settings.apiKeys.perOwner, options);
  return keys.map(viewApiKey);
}
