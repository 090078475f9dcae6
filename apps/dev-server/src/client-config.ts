import { userPoolNames } from "@tintype/adapters-local";
import type { UserPoolConfig } from "@tintype/http";
import type { Config } from "./config.ts";
import { demo } from "./demo.ts";
import { loginClients } from "./login-clients.ts";
import { storageNames } from "./storage-names.ts";

/**
 * What `/config.json` says of the pools, and of the bucket that people write to. Managed login is told of where it speaks
 * HTTPS: those who are told of it (Amplify) speak nothing else. Who finds it by discovery needs none of that.
 */
export function clientConfig({ origins, production }: Config, publicUrl: string): UserPoolConfig {
  const { region, userPoolId, identityPoolId, clients, scopes } = userPoolNames;
  const { protocol, host } = new URL(publicUrl);
  const [web] = Object.values(loginClients([publicUrl, ...origins]));
  return {
    region,
    userPoolId,
    userPoolClientId: clients.web,
    legacyClientId: clients.legacy,
    userPoolEndpoint: `${publicUrl}/user-pool/`,
    ...(production !== true && {
      development: {
        demo: { email: demo.email, password: demo.password },
        mailbox: `${publicUrl}/_dev/mailbox`,
      },
    }),
    identityPoolId,
    identityPoolEndpoint: `${publicUrl}/user-pool/`,
    bucket: storageNames.bucket,
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
