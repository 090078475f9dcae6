import type { ClientConfig } from "../../shared/api/load-config.ts";
import { askPool } from "../session/ask-pool.ts";

interface Shown {
  readonly email: string;
  readonly password: string;
  /** Of an authenticator; empty where there is none. */
  readonly code: string;
}
interface Answer {
  readonly AuthenticationResult?: { readonly AccessToken: string };
  readonly ChallengeName?: string;
  readonly Session?: string;
}

/**
 * An access token of a sign-in of this moment, beside the session's own. Amplify knows one session, and would have ended it
 * before it tries. Throws as `askPool` does.
 */
export async function freshToken(
  config: Pick<ClientConfig, "region" | "userPoolEndpoint" | "userPoolClientId">,
  { email, password, code }: Shown,
  send?: typeof fetch,
): Promise<string> {
  const ask = (operation: string, input: object) => askPool<Answer>(config, operation, input, send);
  const ClientId = config.userPoolClientId;
  const first = await ask("InitiateAuth", {
    ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  const last =
    first.ChallengeName === "SOFTWARE_TOKEN_MFA"
      ? await ask("RespondToAuthChallenge", {
          ClientId,
          ChallengeName: first.ChallengeName,
          Session: first.Session,
          ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
        })
      : first;
  const token = last.AuthenticationResult?.AccessToken;
  if (token === undefined) throw new Error(`The user pool asks for ${last.ChallengeName}.`);
  return token;
}
