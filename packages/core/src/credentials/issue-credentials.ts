import * as z from "zod";
import { type Account, AccountDisabled, AccountNotFound, isLeaving, SignedOut } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import { incomingPrefix } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { optionalText, text } from "../shared/leaves.ts";

/** Credentials for an AWS SDK: they open `prefix` of `bucket` until `expiresAt`, and nothing else. */
export const TemporaryCredentials = z.object({
  accessKeyId: text,
  secretAccessKey: text,
  sessionToken: text,
  expiresAt: Instant,
  bucket: text,
  /** With a slash at its end. What is put below it becomes a photo by `uploadIncoming`. */
  prefix: text,
  /** Absent where the store is S3 itself. */
  endpoint: optionalText,
  region: text,
});
export type TemporaryCredentials = z.infer<typeof TemporaryCredentials>;

/**
 * Gives a person credentials for their own prefix of `incoming`, other ones each time. Nothing is stored of them. Throws
 * `account_disabled` and `account_not_found` as things are now, and by the time that the credentials are there; `signed_out`
 * for whoever has signed out everywhere meanwhile.
 */
export async function issueCredentials(
  ports: Pick<Ports, "settings" | "accounts" | "credentials">,
  actor: Actor,
  options?: CallOptions,
): Promise<TemporaryCredentials> {
  authorize(
    actor,
    "credentials.issue",
    () => new NotAllowed("Only somebody with an account has storage of their own."),
  );
  const owner = (actor as UserActor).userId;
  const { signedOutAt } = await activeAccount(ports, owner, options);
  const prefix = incomingPrefix(owner);
  const lifetime = ports.settings.lifetimes.credentials;
  const issued = await ports.credentials.issue({ owner, prefix, signedOutAt, lifetime }, options);
  // A store that asks nobody honours them from now on, whatever their owner has done meanwhile.
  const then = await activeAccount(ports, owner, options);
  if (then.signedOutAt !== signedOutAt) throw new SignedOut();
  return { ...issued, prefix };
}

async function activeAccount(
  { accounts }: Pick<Ports, "accounts">,
  id: UserId,
  options: CallOptions | undefined,
): Promise<Account> {
  const account = await accounts.get(id, options);
  if (account === undefined || isLeaving(account)) throw new AccountNotFound();
  if (account.state === "disabled") throw new AccountDisabled();
  return account;
}
