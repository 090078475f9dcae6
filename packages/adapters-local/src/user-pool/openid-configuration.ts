import { userPoolNames } from "./user-pool-names.ts";

/** OpenID Connect Discovery 1.0, with Cognito's members and what holds for this pool beside them. */
export const openidConfiguration = (publicUrl: string, issuer: string) =>
  ({
    issuer,
    authorization_endpoint: `${publicUrl}/oauth2/authorize`,
    token_endpoint: `${publicUrl}/oauth2/token`,
    userinfo_endpoint: `${publicUrl}/oauth2/userInfo`,
    revocation_endpoint: `${publicUrl}/oauth2/revoke`,
    end_session_endpoint: `${publicUrl}/logout`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: userPoolNames.scopes,
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    // Clients are public: what they prove is that they have begun the sign-in (PKCE).
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
  }) as const;

export type OpenidConfiguration = ReturnType<typeof openidConfiguration>;
