import type { ApiKeyId, ShareId, UserId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Scope } from "./scope.ts";

/** Somebody with an account that is active. */
export interface UserActor {
  readonly kind: "user";
  readonly userId: UserId;
  /** When they signed in, with password and all, where that is known. What cannot be undone asks for a fresh one. */
  readonly signedInAt?: Instant;
  /** The token was given to an app that has not asked for the account itself: see `authorize.ts`. */
  readonly isNarrow?: true;
}

/** Somebody who opened a share and holds its grant; what the grant is worth is looked up with every call. */
export interface GuestActor {
  readonly kind: "guest";
  readonly shareId: ShareId;
  /** The share's `epoch` when the grant was given; a later epoch makes the grant worthless. */
  readonly epoch: number;
}

/** A program with a key of somebody's: it may do for them what the key's scopes say, and nothing else. */
export interface ProgramActor {
  readonly kind: "program";
  readonly keyId: ApiKeyId;
  /** In whose name. */
  readonly userId: UserId;
  readonly scopes: readonly Scope[];
}

/** Nobody in particular. */
export interface AnonymousActor {
  readonly kind: "anonymous";
}

/** Tintype itself: reactions to events, storage notifications, the sweeper. */
export interface SystemActor {
  readonly kind: "system";
}

/** Who is calling. Every operation takes it as an argument; there is no ambient caller. */
export type Actor = UserActor | ProgramActor | GuestActor | AnonymousActor | SystemActor;

export const anonymous: AnonymousActor = { kind: "anonymous" };
export const system: SystemActor = { kind: "system" };
