import {
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  ListUsersCommand,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CallOptions } from "@tintype/core";
import { translateCognitoError } from "./translate-cognito-error.ts";

export interface CognitoOptions {
  /** Region, credentials, endpoint and time-outs. The client is made, and something sent, with the first call. */
  readonly config: CognitoIdentityProviderClientConfig;
  /** People sign in there with an address, or through somebody else (Google, Apple …). */
  readonly userPoolId: string;
}

/** What Cognito knows of a user, but for the groups. */
export interface CognitoUser {
  readonly username: string;
  readonly enabled: boolean;
  /** `UNCONFIRMED`, `CONFIRMED`, `EXTERNAL_PROVIDER` … */
  readonly status: string | undefined;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The pool as the operations use it. */
export interface Cognito {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  /** What the SDK wants beside a command. */
  readonly beside: { readonly abortSignal?: AbortSignal };
}

/** Does something with a pool; rejects in the port's words. */
export type WithCognito = <Result>(
  options: CallOptions | undefined,
  act: (cognito: Cognito) => Promise<Result>,
) => Promise<Result>;

export function openCognito({ config, userPoolId }: CognitoOptions): WithCognito {
  let client: CognitoIdentityProviderClient | undefined;
  return async ({ signal } = {}, act) => {
    client ??= new CognitoIdentityProviderClient(config);
    try {
      signal?.throwIfAborted();
      return await act({ client, userPoolId, beside: signal === undefined ? {} : { abortSignal: signal } });
    } catch (error) {
      throw translateCognitoError(error, signal);
    }
  };
}

/** Cognito gives out subjects of this form. What is of another is an address or a name, which would find somebody, too. */
const subjectPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A local user is known by the subject; one who came through somebody else is known by a name (`Google_1…`), and found by
 * the subject alone (docs.aws.amazon.com, "AdminGetUser").
 */
export async function findUser(
  { client, userPoolId: UserPoolId, beside }: Cognito,
  subject: string,
): Promise<CognitoUser | undefined> {
  if (!subjectPattern.test(subject)) return undefined;
  try {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: subject }), beside);
    return userOf(user.Username, user.Enabled, user.UserAttributes);
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
  const command = new ListUsersCommand({ UserPoolId, Filter: `sub = "${subject}"`, Limit: 1 });
  const { Users: [user] = [] } = await client.send(command, beside);
  return user && userOf(user.Username, user.Enabled, user.Attributes);
}

export const userOf = (
  username = "",
  enabled = false,
  attributes: readonly AttributeType[] = [],
  status?: string,
): CognitoUser => ({
  username,
  enabled,
  status,
  attributes: Object.fromEntries(attributes.map(({ Name = "", Value }) => [Name, Value])),
});
