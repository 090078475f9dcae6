import type { Account } from "./accounts/account.ts";
import type { ApiKey } from "./api-keys/api-key.ts";
import type { Photo } from "./photos/photo.ts";
import type { Actor, ProgramActor } from "./shared/actor.ts";
import { NotAllowed, SignInRequired, type TintypeError } from "./shared/errors.ts";
import type { UserId } from "./shared/ids.ts";
import type { Instant } from "./shared/instant.ts";
import type { Scope } from "./shared/scope.ts";
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
  "account.sign-out": (actor: Actor, account: Account) => isSystem(actor) || is(actor, account.id),
  "account.export": (actor: Actor, account: Account) => is(actor, account.id),
  "account.delete": (actor: Actor, account: Account) => isSystem(actor) || is(actor, account.id),

  "api-key.create": isUser,
  "api-key.list": isUser,
  "api-key.revoke": (actor: Actor, key: ApiKey) => is(actor, key.owner),

  "credentials.issue": isUser,

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

/** What a key must be good for, for a program to do that; what is not listed here is for people alone. */
const scopes: Readonly<Partial<Record<Action, Scope>>> = {
  "photo.list": "photos:read",
  "photo.see": "photos:read",
  "photo.download": "photos:read",
  "photo.create": "photos:write",
  "photo.change": "photos:write",
  "photo.remove": "photos:write",
  "photo.upload": "photos:write",
  "photo.confirm": "photos:write",
  "share.list": "shares:read",
  "share.create": "shares:write",
  "share.change": "shares:write",
};

/** What ends the account or every session, or gives away what outlives the token: an app must have asked for the account itself. */
const wide: ReadonlySet<Action> = new Set([
  "account.delete",
  "account.sign-out",
  "api-key.create",
  "credentials.issue",
]);

const isTooNarrow = (actor: Actor, action: Action): boolean =>
  actor.kind === "user" && actor.isNarrow === true && wide.has(action);

type ResourceOf<A extends Action> = Parameters<(typeof rules)[A]> extends [Actor, infer Resource] ? [Resource] : [];

/**
 * Returns if `actor` may do `action` (to the resource, where the action has one); otherwise throws `sign_in_required` for
 * somebody anonymous, `not_allowed` for a program whose key lacks the scope or a token that does, and what `refusal` makes for everybody else:
 * usually "not found", so that what is not yours looks like what is not there.
 */
export function authorize<A extends Action>(
  actor: Actor,
  action: A,
  refusal: () => TintypeError,
  ...resource: ResourceOf<A>
): void {
  if (isAllowed(actor, action, ...resource)) return;
  if (isTooNarrow(actor, action)) throw new NotAllowed(tooNarrow);
  checkScope(actor, action);
  throw actor.kind === "anonymous" ? new SignInRequired() : refusal();
}

/**
 * Throws `not_allowed` for a program whose key lacks the scope. Whoever looks something up before asking asks this first:
 * what a program may not touch it shall not be able to tell from what is not there.
 */
export function checkScope(actor: Actor, action: Action): void {
  if (actor.kind === "program" && !isInScope(actor, action)) throw new NotAllowed(outOfScope(action));
}

/** What `authorize` goes by, as an answer. */
export function isAllowed<A extends Action>(actor: Actor, action: A, ...resource: ResourceOf<A>): boolean {
  const allows = rules[action] as (actor: Actor, ...resource: ResourceOf<A>) => boolean;
  if (actor.kind !== "program") return !isTooNarrow(actor, action) && allows(actor, ...resource);
  // As far as its scopes go a program is its owner, and never more.
  return isInScope(actor, action) && allows({ kind: "user", userId: actor.userId }, ...resource);
}

function isInScope({ scopes: given }: ProgramActor, action: Action): boolean {
  const needed = scopes[action];
  return needed !== undefined && given.includes(needed);
}

const tooNarrow =
  "The app that you signed in with has not asked for that: its token would need the scope aws.cognito.signin.user.admin.";

function outOfScope(action: Action): string {
  const needed = scopes[action];
  return needed === undefined
    ? "That is for people who have signed in, not for programs."
    : `This key does not let a program do that: it would need the scope ${needed}.`;
}
