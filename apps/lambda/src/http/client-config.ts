import type { UserPoolConfig } from "@tintype/http";
import type { Config, UserPool } from "../config.ts";

export interface ClientConfigOptions
  extends Pick<
    Config,
    "region" | "publicUrl" | "origins" | "identityPool" | "buckets" | "loginHost" | "loginProviders"
  > {
  readonly userPool: UserPool;
}

/** What `/config.json` says of the pools, of managed login, and of the bucket that people write to. */
export function clientConfig(options: ClientConfigOptions): UserPoolConfig {
  const { region, publicUrl, origins, userPool, identityPool, buckets, loginHost, loginProviders } = options;
  const pages = [publicUrl, ...origins];
  return {
    region,
    userPoolId: userPool.id,
    userPoolClientId: userPool.webClientId,
    legacyClientId: userPool.legacyClientId,
    ...(identityPool !== undefined && { identityPoolId: identityPool, bucket: buckets.incoming }),
    ...(loginHost !== undefined && {
      oauth: {
        domain: loginHost,
        scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
        redirectSignIn: pages.map((origin) => `${origin}/sign-in`),
        redirectSignOut: pages.map((origin) => `${origin}/`),
        responseType: "code",
        providers: [...loginProviders],
      },
    }),
  };
}
