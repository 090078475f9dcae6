import type { Account } from "./accounts/account.ts";
import type { Photo } from "./photos/photo.ts";
import type { Actor } from "./shared/actor.ts";
import { SignInRequired, type TintypeError } from "./shared/errors.ts";
import type { UserId } from "./shared/ids.ts";
import type { Instant } from "./shared/instant.ts";
import { isLive, type Share } from "./shares/share.ts";

/** What a guest is looking at, and when. */
export interface Visit {
  readonly share: Share;
  readonly photo: Photo;
  readonly now: Instant;
}

const isSystem = (actor: Actor): boolean => actor.kind === "system";
const isUser = (actor: Actor): boolean => actor.kind === "user";
const is = (actor: Actor, user: UserId): boolean => actor.kind === "user" && actor.userId === user;
const owns = (actor: Actor, photo: Photo): boolean => is(actor, photo.owner) && photo.state !== "purged";

const visits = (actor: Actor, { share, photo, now }: Visit): boolean =>
  actor.kind === "guest" &&
  actor.shareId === share.id &&
  actor.epoch === share.epoch &&
  isLive(share, now) &&
  share.photo === photo.id &&
  share.owner === photo.owner &&
  photo.state === "ready";

/** Who may do what: the only place that decides it. What is not listed here is not allowed. */
const rules = {
  "account.register": isSystem,
  "account.administer": isSystem,
  "account.open": isUser,
  "account.see": (actor: Actor, account: Account) => is(actor, account.id),
  "account.change": (actor: Actor, account: Account) => is(actor, account.id),
  "account.export": (actor: Actor, account: Account) => is(actor, account.id),
  "account.delete": (actor: Actor, account: Account) => isSystem(actor) || is(actor, account.id),

  "photo.create": isUser,
  "photo.list": isUser,
  "photo.see": owns,
  "photo.change": owns,
  "photo.remove": (actor: Actor, photo: Photo) => is(actor, photo.owner),
  "photo.download": owns,
  "photo.upload": owns,
  "photo.confirm": (actor: Actor, photo: Photo) => isSystem(actor) || owns(actor, photo),
  "photo.develop": isSystem,
  "photo.maintain": isSystem,

  "share.create": owns,
  "share.list": isUser,
  "share.change": (actor: Actor, share: Share) => is(actor, share.owner),
  "share.maintain": isSystem,
  "shared-photo.see": visits,
  "shared-photo.download": (actor: Actor, visit: Visit) => visits(actor, visit) && visit.share.download !== "none",
} as const satisfies Record<string, (actor: Actor, resource: never) => boolean>;

export type Action = keyof typeof rules;
type ResourceOf<A extends Action> = Parameters<(typeof rules)[A]> extends [Actor, infer Resource] ? [Resource] : [];

/**
 * Returns if `actor` may do `action` (to the resource, where the action has one); otherwise throws `sign_in_required` for
 * somebody anonymous and what `refusal` makes for everybody else: usually "not found", so that what is not yours looks
 * like what is not there.
 */
export function authorize<A extends Action>(
  actor: Actor,
  action: A,
  refusal: () => TintypeError,
  ...resource: ResourceOf<A>
): void {
  const allows = rules[action] as (actor: Actor, ...resource: ResourceOf<A>) => boolean;
  if (allows(actor, ...resource)) return;
  throw actor.kind === "anonymous" ? new SignInRequired() : refusal();
}

/** The same, as an answer. */
export function isAllowed<A extends Action>(actor: Actor, action: A, ...resource: ResourceOf<A>): boolean {
  return (rules[action] as (actor: Actor, ...resource: ResourceOf<A>) => boolean)(actor, ...resource);
}
