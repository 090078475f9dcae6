import { isAllowed } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { GrantNotValid } from "./share-errors.ts";
import { type GuestPhoto, viewGuestPhoto } from "./share-view.ts";
import { followToken, type LookUpPorts, type SharedPhoto } from "./visit.ts";

type VisitPorts = LookUpPorts & Pick<Ports, "settings" | "urls">;

/** The same photos that opening the link gave, with fresh addresses. Throws `share_not_found`, `grant_not_valid`. */
export async function listSharedPhotos(
  ports: VisitPorts,
  actor: Actor,
  token: string,
  options?: CallOptions,
): Promise<readonly GuestPhoto[]> {
  const { photo } = await visitShare(ports, actor, token, options);
  return [await viewGuestPhoto(ports, photo)];
}

/** What the caller's grant shows under this token, as things are now; `grant_not_valid` for whoever has none of it. */
export async function visitShare(
  ports: LookUpPorts,
  actor: Actor,
  token: string,
  options?: CallOptions,
): Promise<SharedPhoto> {
  const shared = await followToken(ports, token, options);
  if (!isAllowed(actor, "shared-photo.see", { ...shared, now: ports.clock.now() })) throw new GrantNotValid();
  return shared;
}
