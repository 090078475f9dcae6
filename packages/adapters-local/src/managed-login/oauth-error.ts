/** The errors of RFC 6749, 6750 and 7009 and of OpenID Connect Core 1.0 that are given here. */
type OAuthErrorCode =
  | "access_denied"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_request"
  | "invalid_scope"
  | "invalid_token"
  | "login_required"
  | "server_error"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "unsupported_token_type";

/** What a client did wrong, and learns in the form of the endpoint that it asked. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  override get name(): string {
    return "OAuthError";
  }
  constructor(code: OAuthErrorCode, description: string, options?: ErrorOptions) {
    super(description, options);
    this.code = code;
  }
}

/** What cannot be answered to the client, since it is not known whether the client asks: a person is told. */
export class PageRefusal extends Error {
  readonly status: number;
  override get name(): string {
    return "PageRefusal";
  }
  constructor(message: string, options: ErrorOptions & { readonly status?: number } = {}) {
    super(message, options);
    this.status = options.status ?? 400;
  }
}
