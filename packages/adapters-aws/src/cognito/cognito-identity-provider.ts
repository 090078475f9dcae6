import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CallOptions, IdentityProvider } from "@tintype/core";
import { type Cognito, type CognitoOptions, findUser, openCognito } from "./cognito.ts";
import { groupsOf, setGroups } from "./set-groups.ts";

/**
 * The accounts of a Cognito user pool. Groups must be there before anybody is put into them (`unavailable` otherwise):
 * the pool's owner makes them. Whoever signed out everywhere keeps the access token until it ends, at most an hour or
 * whatever the client allows.
 */
export function createCognitoIdentityProvider(options: CognitoOptions): IdentityProvider {
  const withCognito = openCognito(options);

  /** Does something with a user, under the name that Cognito goes by; nothing where there is none. */
  const change = (
    subject: string,
    callOptions: CallOptions | undefined,
    act: (cognito: Cognito, user: { readonly UserPoolId: string; readonly Username: string }) => Promise<unknown>,
  ): Promise<void> =>
    withCognito(callOptions, async (cognito) => {
      const user = await findUser(cognito, subject);
      if (user === undefined) return;
      try {
        await act(cognito, { UserPoolId: cognito.userPoolId, Username: user.username });
      } catch (error) {
        // Removed in this very moment.
        if (!(error instanceof UserNotFoundException)) throw error;
      }
    });

  return {
    lookUp: (subject, callOptions) =>
      withCognito(callOptions, async (cognito) => {
        const user = await findUser(cognito, subject);
        if (user === undefined) return undefined;
        const { email = "", email_verified: verified } = user.attributes;
        const groups = await groupsOf(cognito, user.username);
        return { subject, email, emailVerified: verified === "true", enabled: user.enabled, groups };
      }),

    disable: (subject, callOptions) =>
      change(subject, callOptions, ({ client, beside }, user) =>
        client.send(new AdminDisableUserCommand(user), beside),
      ),

    enable: (subject, callOptions) =>
      change(subject, callOptions, ({ client, beside }, user) => client.send(new AdminEnableUserCommand(user), beside)),

    signOutEverywhere: (subject, callOptions) =>
      change(subject, callOptions, ({ client, beside }, user) =>
        client.send(new AdminUserGlobalSignOutCommand(user), beside),
      ),

    setGroups: (subject, groups, callOptions) =>
      change(subject, callOptions, (cognito, { Username }) => setGroups(cognito, Username, groups)),

    remove: (subject, callOptions) =>
      change(subject, callOptions, ({ client, beside }, user) => client.send(new AdminDeleteUserCommand(user), beside)),
  };
}
