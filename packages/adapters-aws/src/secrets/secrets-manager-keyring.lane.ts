import { generateKeyPairSync, randomUUID } from "node:crypto";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { instantFromMillis } from "@tintype/core";
import { describeSecrets } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { createCloudfrontUrlSigner } from "../cloudfront/cloudfront-url-signer.ts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { motoConfig, noMoto } from "../moto.fixture.ts";
import { createKeyedSecrets } from "./keyed-secrets.ts";
import { createSecretsManagerKeyring } from "./secrets-manager-keyring.ts";

const runner = laneRunner(vitest, { missing: noMoto });
const { describe, it, expect } = runner;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const urls = { id: "K2EXAMPLE", privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
const keysOf = (master: string) => JSON.stringify({ version: 1, master: master.repeat(43), tokens: [], urls });

/** The keyring over a secret of its own. */
async function stored(SecretString: string) {
  const client = new SecretsManagerClient(motoConfig());
  const Name = `tintype-${randomUUID()}`;
  await client.send(new CreateSecretCommand({ Name, SecretString }));
  const keyring = () => createSecretsManagerKeyring({ config: motoConfig(), secretId: Name });
  return { client, Name, keyring };
}

describeSecrets(runner, "Secrets Manager", async () => {
  const [ours, others] = [await stored(keysOf("A")), await stored(keysOf("E"))];
  return {
    secrets: createKeyedSecrets(ours.keyring()),
    again: createKeyedSecrets(ours.keyring()),
    others: createKeyedSecrets(others.keyring()),
    [Symbol.asyncDispose]: async () => {},
  };
});

describe("the keys of an installation in Secrets Manager", () => {
  it("sign addresses, too", async () => {
    const { keyring } = await stored(keysOf("A"));
    const signer = createCloudfrontUrlSigner({ publicUrl: "https://photos.example", key: keyring().urlKey });
    expect(await signer.sign("dl/o/a/b.jpg", instantFromMillis(1_795_000_000_000))).toContain("Key-Pair-Id=K2EXAMPLE&");
  });

  it("are asked for once they can be had, and never again", async () => {
    const { client, Name, keyring } = await stored("no JSON: master key");
    const keys = keyring();
    await expect(keys.masterKey()).rejects.toMatchObject({ code: "unavailable" });
    await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString: keysOf("A") }));
    expect(await keys.masterKey()).toEqual(Buffer.alloc(32));
    await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString: keysOf("E") }));
    expect(await keys.masterKey()).toEqual(Buffer.alloc(32));
  });

  it("are unavailable where there are none, and no error tells what a secret holds", async () => {
    const { Name } = await stored(keysOf("A"));
    const nowhere = createSecretsManagerKeyring({ config: motoConfig(), secretId: `${Name}-elsewhere` });
    await expect(nowhere.masterKey()).rejects.toMatchObject({ code: "unavailable" });
    for (const text of ["correct-horse", JSON.stringify({ master: "correct-horse", urls })]) {
      const { keyring } = await stored(text);
      const error = await keyring()
        .masterKey()
        .catch((reason: Error) => reason);
      expect(error).toMatchObject({ code: "unavailable" });
      expect(`${error} ${(error as Error).cause} ${JSON.stringify(error)}`).not.toContain("correct-horse");
    }
  });
});
