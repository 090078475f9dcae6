import { createCloudfrontUrlSigner, createKeyedSecrets, createSecretsManagerKeyring } from "@tintype/adapters-aws";
import type { Secrets, UrlSigner } from "@tintype/core";
import type { Config } from "../config.ts";

/** Everything that works with the keys of this installation, which are asked for once. */
export function openKeys(config: Config): { readonly secrets: Secrets; readonly urls: UrlSigner } {
  const { region, keysSecret, publicUrl } = config;
  const { masterKey, urlKey } = createSecretsManagerKeyring({ config: { region }, secretId: keysSecret });
  return {
    secrets: createKeyedSecrets({ masterKey }),
    urls: createCloudfrontUrlSigner({ publicUrl, key: urlKey }),
  };
}
