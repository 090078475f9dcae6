import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import { Unavailable } from "@tintype/core";
import * as z from "zod";
import type { UrlSigningKey } from "../cloudfront/cloudfront-url-signer.ts";

export interface SecretsManagerKeyringOptions {
  /** Region, credentials, endpoint and time-outs. The client is made with the first question. */
  readonly config: SecretsManagerClientConfig;
  /**
   * Name or ARN of a secret that holds `{ "master": 43 characters of base64url, "urls": { "id", "privateKeyPem" } }`; what
   * else it holds is left alone, so that the local world's `keys.json` fits as it is.
   */
  readonly secretId: string;
}

/** The keys of one installation, read once and kept in memory. Whoever has them can be anybody. Throws `unavailable`. */
export interface SecretsManagerKeyring {
  /** 32 random bytes, for `createKeyedSecrets`. */
  masterKey(): Promise<Uint8Array>;
  /** For `createCloudfrontUrlSigner`. */
  urlKey(): Promise<UrlSigningKey>;
}

const Keys = z.object({
  master: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  urls: z.object({ id: z.string().min(1), privateKeyPem: z.string().includes("PRIVATE KEY") }),
});

export function createSecretsManagerKeyring({ config, secretId }: SecretsManagerKeyringOptions): SecretsManagerKeyring {
  let read: Promise<z.infer<typeof Keys>> | undefined;
  const keys = () => {
    read ??= readKeys(new SecretsManagerClient(config), secretId);
    read.catch(() => {
      read = undefined;
    });
    return read;
  };
  return {
    masterKey: async () => Buffer.from((await keys()).master, "base64url"),
    urlKey: async () => {
      const { id, privateKeyPem } = (await keys()).urls;
      return { keyPairId: id, privateKeyPem };
    },
  };
}

async function readKeys(client: SecretsManagerClient, SecretId: string): Promise<z.infer<typeof Keys>> {
  try {
    const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId }));
    return Keys.parse(parseJson(SecretString));
  } catch (cause) {
    throw new Unavailable("The keys of this installation cannot be had.", { cause });
  } finally {
    client.destroy();
  }
}

/** What is no JSON is not told on: the words of the error would hold a part of the secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
