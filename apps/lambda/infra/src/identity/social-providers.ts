import { SecretValue } from "aws-cdk-lib";
import {
  ProviderAttribute,
  type UserPool,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderApple,
  UserPoolIdentityProviderGoogle,
} from "aws-cdk-lib/aws-cognito";
import type { Deployment } from "../deployment.ts";

/**
 * How people sign in with `web`: by the pool itself, and by whom the switches name. The pre sign-up trigger goes by `email_verified`. Secrets stay in Secrets Manager.
 * The client names providers by reference, so that they are there before it.
 */
export function defineSocialProviders(
  pool: UserPool,
  deployment: Deployment,
): readonly UserPoolClientIdentityProvider[] {
  const { googleClientId, googleSecret, appleServicesId, appleTeamId, appleKeyId, appleSecret } = deployment;
  const providers = [UserPoolClientIdentityProvider.COGNITO];
  if (googleClientId !== undefined && googleSecret !== undefined) {
    const google = new UserPoolIdentityProviderGoogle(pool, "Google", {
      userPool: pool,
      clientId: googleClientId,
      clientSecretValue: SecretValue.secretsManager(googleSecret),
      scopes: ["openid", "email", "profile"],
      attributeMapping: {
        email: ProviderAttribute.GOOGLE_EMAIL,
        emailVerified: ProviderAttribute.GOOGLE_EMAIL_VERIFIED,
        fullname: ProviderAttribute.GOOGLE_NAME,
      },
    });
    providers.push(UserPoolClientIdentityProvider.custom(google.providerName));
  }
  if (
    appleServicesId !== undefined &&
    appleTeamId !== undefined &&
    appleKeyId !== undefined &&
    appleSecret !== undefined
  ) {
    const apple = new UserPoolIdentityProviderApple(pool, "Apple", {
      userPool: pool,
      clientId: appleServicesId,
      teamId: appleTeamId,
      keyId: appleKeyId,
      privateKeyValue: SecretValue.secretsManager(appleSecret),
      scopes: ["email", "name"],
      attributeMapping: {
        email: ProviderAttribute.APPLE_EMAIL,
        emailVerified: ProviderAttribute.APPLE_EMAIL_VERIFIED,
        fullname: ProviderAttribute.APPLE_NAME,
      },
    });
    providers.push(UserPoolClientIdentityProvider.custom(apple.providerName));
  }
  return providers;
}

/** What Amplify calls those whom the switches name. */
export const socialNames = ({ googleClientId, appleServicesId }: Deployment): readonly string[] => [
  ...(googleClientId === undefined ? [] : ["Google"]),
  ...(appleServicesId === undefined ? [] : ["Apple"]),
];
