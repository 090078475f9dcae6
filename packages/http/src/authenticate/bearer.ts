import { type Actor, anonymous, type Tintype } from "@tintype/core";
import { notSignedIn } from "../http-error.ts";
import { TokenRefused } from "./token-refused.ts";
import type { TokenVerifier } from "./token-verifier.ts";

/** Says who is calling. Rejects with an `HttpError` of status 401 for somebody who pretends; nobody is `anonymous`. */
export type Authenticate = (request: Request) => Promise<Actor>;

export interface BearerOptions {
  readonly verifier: TokenVerifier;
  readonly tintype: Pick<Tintype, "accounts">;
}

/**
 * Takes `Authorization: Bearer ACCESS_TOKEN` (RFC 6750 section 2.1; no other place). The account is looked up with every
 * request, so that one who was disabled or has signed out everywhere is out at once.
 */
export function createBearerAuthenticate({ verifier, tintype }: BearerOptions): Authenticate {
  return async (request) => {
    const header = request.headers.get("authorization");
    if (header === null) return anonymous;
    const [scheme = "", token = "", ...more] = header.split(" ");
    if (!/^bearer$/i.test(scheme) || token === "" || more.length > 0)
      throw notSignedIn("token_malformed", "Send `Authorization: Bearer` and an access token.");
    try {
      return await tintype.accounts.identifyCaller(await verifier.verify(token));
    } catch (error) {
      if (error instanceof TokenRefused) throw notSignedIn(error.code, error.message, { cause: error });
      throw error;
    }
  };
}
