import {
  type AccountRepository,
  type IdentityProvider,
  instantFromMillis,
  isLeaving,
  system,
  type Tintype,
} from "@tintype/core";
import * as z from "zod";

/** What somebody did at the pool, as a rule of EventBridge makes it of CloudTrail's record of the call. */
export const PoolNews = z.object({
  did: z.enum(["GlobalSignOut", "DeleteUser", "AdminDeleteUser"]),
  subject: z.string(),
  /** `2026-11-20T09:30:00Z`. */
  at: z.iso.datetime(),
});
export type PoolNews = z.infer<typeof PoolNews>;

export interface PoolNewsOptions {
  readonly tintype: Pick<Tintype, "accounts">;
  readonly accounts: Pick<AccountRepository, "findByIdentity">;
  readonly identities: Pick<IdentityProvider, "lookUp">;
  /** Of the pool's tokens. */
  readonly issuer: string;
}

/**
 * Follows people who sign out everywhere, or leave, at Cognito itself: it has no trigger for either, and asks nobody. What is
 * heard is no proof: an account goes only if the pool has nobody of that subject any more. News of a stranger, or of an
 * account that is leaving already, changes nothing; nor does hearing it again, or late.
 */
export const hearOfPool =
  ({ tintype, accounts, identities, issuer }: PoolNewsOptions) =>
  async ({ did, subject, at }: PoolNews, options: { readonly signal: AbortSignal }): Promise<void> => {
    const account = await accounts.findByIdentity({ issuer, subject }, options);
    if (account === undefined || isLeaving(account)) return;
    if (did === "GlobalSignOut") {
      const happenedAt = instantFromMillis(Date.parse(at));
      return tintype.accounts.signOutEverywhere(system, account.id, { ...options, happenedAt });
    }
    const user = await identities.lookUp(subject, options);
    if (user === undefined) await tintype.accounts.deleteAccount(system, account.id, options);
  };
