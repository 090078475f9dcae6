import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createLocalSecrets, createLocalUrlSigner } from "@tintype/adapters-local";
import { type Secrets, Unavailable, type UrlSigner } from "@tintype/core";
import * as z from "zod";
import type { Config } from "../config.ts";

const Keys = z.object({
  master: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  urls: z.object({ id: z.string().min(1), privateKeyPem: z.string().includes("PRIVATE KEY") }),
});

export async function openKeys({
  region,
  keysSecret,
  publicUrl,
}: Config): Promise<{ readonly secrets: Secrets; readonly urls: UrlSigner }> {
  const client = new SecretsManagerClient({ region });
  const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: keysSecret }));
  const parsed = Keys.safeParse(JSON.parse(SecretString));
  if (!parsed.success) throw new Unavailable("The secret does not hold the keys of an installation.");
  const { master, urls } = parsed.data;
  return {
    secrets: createLocalSecrets({ masterKey: Buffer.from(master, "base64url") }),
    urls: createLocalUrlSigner({ publicUrl, keyPairId: urls.id, privateKeyPem: urls.privateKeyPem }),
  };
}
