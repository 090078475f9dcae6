import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  InvalidParameterException,
  ListUsersCommand,
  type ProviderUserIdentifierType,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Cognito, type CognitoOptions, type CognitoUser, openCognito, userOf } from "./cognito.ts";

/** Somebody who comes through a provider (Google, Apple) for the first time. */
export interface Newcomer {
  /** What Cognito is about to call them: `Google_1234`. */
  readonly username: string;
  /** Which the provider has verified. */
  readonly email: string;
}

/**
 * Makes somebody who comes through a provider whoever the pool knows by that address already: of one person Cognito alone would
 * make two (docs.aws.amazon.com/cognito, "Linking federated users to an existing user profile"). Whoever has signed up with
 * the address and never shown that it is theirs had no right to it: that user goes, and the password with it. Doing it again
 * changes nothing. Throws where somebody has the address without having shown it, and yet an account.
 */
export async function linkProvider(options: CognitoOptions, newcomer: Newcomer): Promise<void> {
  const isRefused = await openCognito(options)(undefined, (cognito) => link(cognito, newcomer));
  if (isRefused) throw new Error("Somebody has this e-mail address, and has not shown that it is theirs.");
}

/** Resolves to whether somebody is in the way. */
async function link(cognito: Cognito, newcomer: Newcomer): Promise<boolean> {
  const { client, userPoolId: UserPoolId } = cognito;
  const found = await usersOf(cognito, newcomer);
  const owner = found.find(({ attributes }) => attributes["email_verified"] === "true");
  if (owner === undefined) {
    if (found.some(({ status }) => status !== "UNCONFIRMED")) return true;
    for (const { username: Username } of found) await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    return false;
  }
  const DestinationUser =
    owner.status === "EXTERNAL_PROVIDER"
      ? identityOf(owner.username)
      : { ProviderName: "Cognito", ProviderAttributeValue: owner.username };
  const SourceUser = { ...identityOf(newcomer.username), ProviderAttributeName: "Cognito_Subject" };
  try {
    await client.send(new AdminLinkProviderForUserCommand({ UserPoolId, DestinationUser, SourceUser }));
  } catch (error) {
    // Cognito asks its triggers up to three times: then it is linked already, and no newcomer any more.
    if (!(error instanceof InvalidParameterException && /SourceUser|already linked/i.test(error.message))) throw error;
  }
  return false;
}

/** Whoever has the address: by it the pool knows those who have a password; the others are found by a search. */
async function usersOf({ client, userPoolId: UserPoolId }: Cognito, { username, email }: Newcomer) {
  const local = client.send(new AdminGetUserCommand({ UserPoolId, Username: email })).then(
    (user) => [userOf(user.Username, user.Enabled, user.UserAttributes, user.UserStatus)],
    (error) => {
      if (error instanceof UserNotFoundException) return [];
      throw error;
    },
  );
  const search = new ListUsersCommand({ UserPoolId, Filter: `email = ${JSON.stringify(email)}` });
  const [first, { Users = [] }] = await Promise.all([local, client.send(search)]);
  const others = Users.map((user) => userOf(user.Username, user.Enabled, user.Attributes, user.UserStatus));
  const all: readonly CognitoUser[] = [...first, ...others];
  const isTheirs = ({ attributes }: CognitoUser) => attributes["email"]?.toLowerCase() === email.toLowerCase();
  return [...new Map(all.map((user) => [user.username, user])).values()].filter(
    (user) => isTheirs(user) && user.username.toLowerCase() !== username.toLowerCase(),
  );
}

/** A pool that does not tell capitals from small letters may write the provider's name in small ones here. */
const providers = new Map(["Google", "SignInWithApple"].map((name) => [name.toLowerCase(), name]));

/** `Google_1234` is 1234 at Google. */
function identityOf(username: string): ProviderUserIdentifierType {
  const [, name = "", id = ""] = /^([^_]+)_(.+)$/.exec(username) ?? [];
  return { ProviderName: providers.get(name.toLowerCase()) ?? name, ProviderAttributeValue: id };
}
