export type { VerifiedToken } from "./authenticate/access-token.ts";
export { createJwksSource, type JwksSource, type JwksSourceOptions } from "./authenticate/jwks-source.ts";
export { type TokenRefusal, TokenRefused } from "./authenticate/token-refused.ts";
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from "./authenticate/token-verifier.ts";
