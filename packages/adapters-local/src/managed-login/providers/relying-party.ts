import { createHash } from "node:crypto";
import { type Clock, millisOf } from "@tintype/core";
import * as openid from "openid-client";
import * as z from "zod";
import { OAuthError } from "../oauth-error.ts";
import type { Journey } from "./journeys.ts";
import type { StandIn, StandInOptions } from "./stand-in.ts";

/** Apple writes some truths as texts. */
const truth = z.union([z.boolean(), z.literal(["true", "false"]).transform((text) => text === "true")]);

const ProvidedClaims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: truth.default(false),
  name: z.string().optional(),
});
export type ProvidedClaims = z.infer<typeof ProvidedClaims>;

/** This server as the client of a provider. */
export interface RelyingParty {
  authorizationUrl(journey: Journey, loginHint: string): Promise<string>;
  /**
   * Exchanges the code of an answer, and gives what the ID token says. Throws `access_denied` where the provider says no;
   * rejects with an error of openid-client for an answer that does not hold.
   */
  claims(journey: Journey, parameters: URLSearchParams): Promise<ProvidedClaims>;
}

/** By openid-client, a certified implementation; what it asks the provider stays inside this process. */
export function createRelyingParty(provider: StandIn, client: StandInOptions["client"], clock: Clock): RelyingParty {
  async function configuration(): Promise<openid.Configuration> {
    // The library has a clock of its own.
    const skew = Math.round((millisOf(clock.now()) - Date.now()) / 1_000);
    return openid.discovery(
      new URL(provider.issuer),
      client.id,
      { [openid.clockSkew]: skew },
      openid.ClientSecretPost(client.secret),
      {
        [openid.customFetch]: (url, init) => provider.handle(new Request(url, init as RequestInit)),
        execute: [openid.allowInsecureRequests],
      },
    );
  }
  return {
    authorizationUrl: async ({ state, nonce, verifier }, loginHint) =>
      openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: client.redirectUri,
        scope: provider.scope,
        response_mode: provider.responseMode,
        state,
        nonce,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
        ...(loginHint !== "" && { login_hint: loginHint }),
      }).href,
    claims: async ({ state, nonce, verifier }, parameters) => {
      try {
        const tokens = await openid.authorizationCodeGrant(
          await configuration(),
          new URL(`${client.redirectUri}?${parameters}`),
          { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
        );
        return ProvidedClaims.parse(tokens.claims());
      } catch (error) {
        if (!(error instanceof openid.AuthorizationResponseError)) throw error;
        throw new OAuthError("access_denied", error.error_description ?? "the provider said no", { cause: error });
      }
    },
  };
}
