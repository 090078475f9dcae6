const sentences = {
  token_malformed: "This is not an access token.",
  token_algorithm: "Access tokens are signed with RS256, and this one is not.",
  token_key_unknown: "This token was signed with a key that the issuer does not publish.",
  token_signature: "The signature of this token is wrong.",
  token_issuer: "This token comes from another issuer.",
  token_is_id_token: "Send the access token.",
  token_use: "This token was made for another use: send the access token.",
  token_claims: "This token does not say what an access token says.",
  token_client: "This token was given to another app.",
  token_expired: "This access token has expired: refresh it, or sign in again.",
  token_not_yet_valid: "This access token is not valid yet: the clocks of the issuer and of this server disagree.",
} as const;

export type TokenRefusal = keyof typeof sentences;

/** A bearer token that is not accepted, and why; the message is a sentence for people. Every refusal is a 401. */
export class TokenRefused extends Error {
  readonly code: TokenRefusal;
  override get name(): string {
    return "TokenRefused";
  }
  constructor(code: TokenRefusal, options?: ErrorOptions) {
    super(sentences[code], options);
    this.code = code;
  }
}
