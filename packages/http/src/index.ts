export { type Authenticate, type BearerOptions, createBearerAuthenticate } from "./authenticate/bearer.ts";
export { createJwksSource, type JwksSource, type JwksSourceOptions } from "./authenticate/jwks-source.ts";
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from "./authenticate/token-verifier.ts";
export { clientAddress } from "./client-address.ts";
export { createHttp, type HttpOptions } from "./create-http.ts";
export { notSignedIn } from "./http-error.ts";
export type { Log, RequestLog } from "./log.ts";
export type { SharePage } from "./routes/guests.ts";
export type { ClientConfig, UserPoolConfig } from "./routes/service.ts";
