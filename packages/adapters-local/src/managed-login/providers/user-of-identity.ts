import { readEmail } from "../../user-pool/attributes.ts";
import { CognitoError } from "../../user-pool/cognito-error.ts";
import type { Pool } from "../../user-pool/pool.ts";
import { randomUuid } from "../../user-pool/random.ts";
import type { User } from "../../user-pool/user.ts";
import { OAuthError } from "../oauth-error.ts";
import type { ProvidedClaims } from "./relying-party.ts";

/**
 * Who somebody is here whom a provider has named. The first time it is whoever has the address, by the provider's word
 * that it is verified; nobody else's word links anybody. Whoever only signed up with the address, without proving it, had
 * no right to it: that account goes, and its password with it. Throws `access_denied`.
 */
export async function userOfIdentity(pool: Pool, provider: string, claims: ProvidedClaims): Promise<User> {
  const known = pool.identities.find(provider, claims.sub);
  const user = known === undefined ? await linkedUser(pool, provider, claims) : pool.users.get(known.subject);
  if (user?.enabled !== true) throw new OAuthError("access_denied", "User is disabled.");
  return user;
}

async function linkedUser(pool: Pool, provider: string, claims: ProvidedClaims): Promise<User | undefined> {
  if (claims.email === undefined || !claims.email_verified) {
    throw new OAuthError("access_denied", "The provider has not verified the email address.");
  }
  const email = emailOf(claims.email);
  const linkedAt = pool.clock.now();
  const identity = { provider, providerSubject: claims.sub, linkedAt };
  const owner = pool.users.find(email);
  if (owner?.emailVerified === true) {
    pool.identities.add({ ...identity, subject: owner.subject, madeAccount: false });
    return owner;
  }
  if (owner !== undefined) pool.users.remove(owner.subject);
  const subject = randomUuid(pool.random);
  const attributes = claims.name === undefined ? {} : { name: claims.name };
  pool.atOnce(() => {
    pool.users.addExternal({ subject, email, attributes, at: linkedAt });
    pool.identities.add({ ...identity, subject, madeAccount: true });
  });
  const added = pool.users.get(subject);
  // The trigger before tokens makes good for one that fails.
  if (added !== undefined) {
    await pool.trigger("PostConfirmation", () => pool.triggers.postConfirmation(pool.triggered(added)));
  }
  return added;
}

function emailOf(text: string): string {
  try {
    return readEmail(text);
  } catch (cause) {
    if (!(cause instanceof CognitoError)) throw cause;
    throw new OAuthError("access_denied", "The provider's email address is none.", { cause });
  }
}
