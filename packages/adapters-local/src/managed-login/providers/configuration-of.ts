import type { StandInProfile } from "./profiles.ts";

/** What OpenID Connect Discovery 1.0 lets a client find out of a stand-in. */
export const configurationOf = (issuer: string, { scope, responseMode }: StandInProfile) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ["code"],
  response_modes_supported: [responseMode],
  scopes_supported: scope.split(" "),
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
  token_endpoint_auth_methods_supported: ["client_secret_post"],
});
