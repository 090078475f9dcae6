import { randomUUID } from "node:crypto";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createSecretsManagerKeyring } from "@tintype/adapters-aws";
import { describe, expect, it } from "vitest";
import { signingWith, withRotation } from "./installation-keys.ts";
import { keepKeys, readKeys } from "./keys-store.ts";

const endpoint = process.env["TINTYPE_MOTO_ENDPOINT"];
const noMoto = "there is no moto: TINTYPE_MOTO_ENDPOINT is not set (scripts/lanes.sh sets it)";

describe.skipIf(endpoint === undefined)(
  `keys in Secrets Manager${endpoint === undefined ? ` (${noMoto})` : ""}`,
  () => {
    const config = {
      region: "eu-central-1",
      credentials: { accessKeyId: "lanes", secretAccessKey: "lanes" },
      ...(endpoint !== undefined && { endpoint }),
    };
    const open = () => ({ client: new SecretsManagerClient(config), name: `${randomUUID()}/keys` });

    it("are not there before the first deployment, and as they were at the second", async () => {
      const store = open();
      expect(await readKeys(store)).toBeUndefined();
      const keys = withRotation(undefined, 1);
      await keepKeys(store, undefined, keys);
      expect(await readKeys(store)).toEqual(keys);
    });

    it("are what the functions read, once CloudFront has given the signing key a name", async () => {
      const store = open();
      const keyring = () => createSecretsManagerKeyring({ config, secretId: store.name });
      const keys = withRotation(undefined, 1);
      await keepKeys(store, undefined, keys);
      await expect(keyring().urlKey()).rejects.toMatchObject({ code: "unavailable" });

      const signed = signingWith(keys, 1, "K2JCJMDEHXQW5F");
      await keepKeys(store, keys, signed);
      expect(await keyring().urlKey()).toEqual({ keyPairId: "K2JCJMDEHXQW5F", privateKeyPem: keys.urlKeys["1"] });
      expect(Buffer.from(await keyring().masterKey())).toEqual(Buffer.from(keys.master, "base64url"));
    });
  },
);
