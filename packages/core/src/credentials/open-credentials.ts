import { AccountDisabled, AccountNotFound, isLeaving, SignedOut } from "../accounts/index.ts";
import type { CredentialRequest, IssuedCredentials } from "../ports/credential-broker.ts";
import type { Ports } from "../ports/index.ts";
import type { UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { CredentialsExpired } from "./credential-errors.ts";

/** What credentials say whose signature was verified: what they were issued for, and until when. */
export type CredentialFacts = Pick<CredentialRequest, "owner" | "signedOutAt"> & Pick<IssuedCredentials, "expiresAt">;

/**
 * Who comes with these credentials, as things are now: whoever serves a store of our own asks it with every request, and then
 * lets them to their prefix alone. Credentials that have had their time (`credentials_expired`) open nothing, nor do those
 * of somebody who has signed out everywhere since (`signed_out`), is disabled (`account_disabled`), or is leaving or gone
 * (`account_not_found`).
 */
export async function openCredentials(
  ports: Pick<Ports, "clock" | "accounts">,
  { owner, signedOutAt, expiresAt }: CredentialFacts,
  options?: CallOptions,
): Promise<UserActor> {
  if (expiresAt <= ports.clock.now()) throw new CredentialsExpired();
  const account = await ports.accounts.get(owner, options);
  if (account === undefined || isLeaving(account)) throw new AccountNotFound();
  if (account.state === "disabled") throw new AccountDisabled();
  // By what was true when they were issued, not by the time: clocks are set back.
  if (account.signedOutAt !== signedOutAt) throw new SignedOut();
  return { kind: "user", userId: owner };
}
