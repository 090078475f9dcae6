import type { CallOptions } from "../shared/call-options.ts";

/** A user as the pool that signs people in knows them. */
export interface PoolUser {
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly enabled: boolean;
  readonly groups: readonly string[];
}

/** The accounts at the pool. The pool owns passwords and tokens; we own everything else about people. */
export interface IdentityProvider {
  /** `undefined` when the pool has no such user. */
  lookUp(subject: string, options?: CallOptions): Promise<PoolUser | undefined>;
  /** Sign-in and refresh are refused from now on. Idempotent; nothing happens for an unknown subject (so below). */
  disable(subject: string, options?: CallOptions): Promise<void>;
  enable(subject: string, options?: CallOptions): Promise<void>;
  /** Refresh tokens given so far are worth nothing. */
  signOutEverywhere(subject: string, options?: CallOptions): Promise<void>;
  /** The groups are exactly these afterwards; tokens carry them from the next one on. */
  setGroups(subject: string, groups: readonly string[], options?: CallOptions): Promise<void>;
  /** The user is gone, with everything that could sign them in. */
  remove(subject: string, options?: CallOptions): Promise<void>;
}
