import { userPoolNames } from "@tintype/adapters-local";
import type { UserPoolConfig } from "@tintype/http";
import type { Config } from "./config.ts";
import { loginClients } from "./login-clients.ts";

/**
 * What `/config.json` says of the user pool. Managed login is told of where it speaks HTTPS: those who are told of it
 * (Amplify) speak nothing else. Who finds it by discovery needs none of that.
 */
export function clientConfig({ origins, production }: Config, publicUrl: string): UserPoolConfig {
  const { region, userPoolId, clients, scopes } = userPoolNames;
  const { protocol, host } = new URL(publicUrl);
  const [web] = Object.values(loginClients([publicUrl, ...origins]));
  return {
    region,
    userPoolId,
    userPoolClientId: clients.web,
    legacyClientId: clients.legacy,
    userPoolEndpoint: `${publicUrl}/user-pool/`,
    ...(protocol === "https:" && {
      oauth: {
        domain: host,
        scopes: [...scopes],
        redirectSignIn: [...(web?.callbackUrls ?? [])],
        redirectSignOut: [...(web?.logoutUrls ?? [])],
        responseType: "code",
        providers: production === true ? [] : ["Google", "Apple"],
      },
    }),
  };
}
