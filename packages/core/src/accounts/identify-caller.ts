import type { Ports } from "../ports/index.ts";
import type { UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import { isLeaving } from "./account.ts";
import { AccountDisabled, AccountNotFound, SignedOut } from "./account-errors.ts";

/** What a verified access token says. Whoever calls has checked its signature, issuer, audience and times. */
export interface TokenFacts {
  readonly issuer: string;
  readonly subject: string;
  /** Our own id, where the token carries it (`tintype:user`). */
  readonly userId?: UserId | undefined;
  readonly issuedAt: Instant;
  /** When somebody signed in whom the token goes back to (`auth_time`), where the token says so. */
  readonly signedInAt?: Instant | undefined;
  /** What whoever asked for the token may do with it (`scope`); none where the issuer does not say. */
  readonly scopes?: readonly string[];
}

/** What the pool demands for its own operations on users (Cognito: "Understanding the access token", `scope`). */
const accountScope = "aws.cognito.signin.user.admin";

/**
 * Who is calling with that token, as things are now: a disabled account (`account_disabled`), one that has signed out
 * everywhere since (`signed_out`) or one that is leaving or gone (`account_not_found`) is out with its next request, however long
 * its token would still be good for.
 */
export async function identifyCaller(
  ports: Pick<Ports, "accounts">,
  { issuer, subject, userId, issuedAt, signedInAt, scopes = [] }: TokenFacts,
  options?: CallOptions,
): Promise<UserActor> {
  const account =
    userId === undefined
      ? await ports.accounts.findByIdentity({ issuer, subject }, options)
      : await ports.accounts.get(userId, options);
  if (account?.identity.issuer !== issuer || account.identity.subject !== subject) throw new AccountNotFound();
  if (isLeaving(account)) throw new AccountNotFound();
  if (account.state === "disabled") throw new AccountDisabled();
  if (account.signedOutAt !== undefined && issuedAt <= account.signedOutAt) throw new SignedOut();
  const isNarrow = scopes.length > 0 && !scopes.includes(accountScope);
  return {
    kind: "user",
    userId: account.id,
    ...(signedInAt !== undefined && { signedInAt }),
    ...(isNarrow && { isNarrow }),
  };
}
