import { anonymous, system, type Tintype } from "@tintype/core";
import { type Authenticate, notSignedIn } from "@tintype/http";
import type { Session, Users } from "./users.ts";

/** Names this host among all that might sign people in. It must never change: accounts hang on it. */
const issuer = "https://users.host.example";

/** Gives somebody of this host their account; harmless at every sign-in. */
export async function register(tintype: Tintype, { subject, email }: Session): Promise<void> {
  await tintype.accounts.registerAccount(system, { identity: { issuer, subject }, email });
}

/**
 * Who is calling, by the host's session cookie. The account is looked up with every request: whoever was disabled or has
 * signed out everywhere is out at once. Guests of a share come without a cookie, and are none of our business.
 */
export function createSessionAuthenticate(tintype: Tintype, users: Users): Authenticate {
  return async (request) => {
    const id = /(?:^|; )session=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1];
    if (id === undefined) return anonymous;
    const session = users.session(id);
    if (session === undefined) throw notSignedIn("session_ended", "This session has ended: sign in again.");
    const { subject, since } = session;
    return tintype.accounts.identifyCaller({ issuer, subject, issuedAt: since, signedInAt: since });
  };
}
