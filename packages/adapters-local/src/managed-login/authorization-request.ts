import type { OAuthError } from "./oauth-error.ts";

/** A client's wish to have somebody signed in (RFC 6749 section 4.1.1, OpenID Connect Core 1.0 section 3.1.2.1). */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly codeChallenge: string;
  readonly prompt: readonly string[];
  /** Whose word is asked for; `COGNITO` is the pool itself. */
  readonly identityProvider: string | undefined;
  readonly loginHint: string;
  /** All of that as it came, to be carried from page to page. */
  readonly query: string;
}

/** Where an answer goes. */
export type ReturnAddress = Pick<AuthorizationRequest, "clientId" | "redirectUri" | "state">;

/** Something is wrong with a request that may be answered to the client. */
export class RefusedRequest extends Error {
  readonly to: ReturnAddress;
  override readonly cause: OAuthError;
  override get name(): string {
    return "RefusedRequest";
  }
  constructor(to: ReturnAddress, cause: OAuthError) {
    super(cause.message);
    this.to = to;
    this.cause = cause;
  }
}
