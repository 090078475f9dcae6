import { Aws, Duration } from "aws-cdk-lib";
import {
  CfnManagedLoginBranding,
  ManagedLoginVersion,
  OAuthScope,
  type UserPool,
  type UserPoolClient,
  type UserPoolClientIdentityProvider,
  type UserPoolClientOptions,
} from "aws-cdk-lib/aws-cognito";
import type { Deployment } from "../deployment.ts";

export interface AppClients {
  readonly web: UserPoolClient;
  readonly legacy: UserPoolClient;
  /** Where managed login is, without `https://`. */
  readonly loginHost: string;
}

const common = {
  generateSecret: false,
  preventUserExistenceErrors: true,
  enableTokenRevocation: true,
  accessTokenValidity: Duration.minutes(60),
  idTokenValidity: Duration.minutes(60),
  refreshTokenValidity: Duration.days(30),
} satisfies UserPoolClientOptions;

/**
 * Two clients, since a pool refuses REFRESH_TOKEN_AUTH to a client whose refresh tokens rotate: `web` rotates them and may
 * sign in by managed login, `legacy` is for older libraries (amazon-cognito-identity-js), which know no rotation.
 */
export function defineAppClients(
  pool: UserPool,
  providers: readonly UserPoolClientIdentityProvider[],
  origins: readonly string[],
  deployment: Deployment,
): AppClients {
  const web = pool.addClient("Web", {
    ...common,
    userPoolClientName: "web",
    authFlows: { user: true, userSrp: true, userPassword: true },
    // Two tabs may refresh at the same moment.
    refreshTokenRotationGracePeriod: Duration.seconds(60),
    supportedIdentityProviders: [...providers],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE, OAuthScope.COGNITO_ADMIN],
      callbackUrls: origins.map((origin) => `${origin}/sign-in`),
      logoutUrls: origins.map((origin) => `${origin}/`),
    },
  });
  const legacy = pool.addClient("Legacy", {
    ...common,
    userPoolClientName: "legacy",
    authFlows: { userSrp: true, userPassword: true },
    disableOAuth: true,
  });
  const domain = pool.addDomain("Login", {
    cognitoDomain: { domainPrefix: domainPrefixOf(deployment) },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  const branding = new CfnManagedLoginBranding(pool, "LoginStyle", {
    userPoolId: pool.userPoolId,
    clientId: web.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  branding.node.addDependency(domain);
  return { web, legacy, loginHost: loginHostOf(deployment) };
}

const domainPrefixOf = ({ name, size }: Deployment): string => `${name}-${size}-${Aws.ACCOUNT_ID}`;

/** Where managed login is, without `https://`; known before it is there. */
export const loginHostOf = (deployment: Deployment): string =>
  `${domainPrefixOf(deployment)}.auth.${Aws.REGION}.amazoncognito.com`;
