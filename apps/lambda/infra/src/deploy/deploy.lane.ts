import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { readDeployment } from "../deployment.ts";
import type { Outputs } from "../outputs.ts";
import { deploy } from "./deploy.ts";
import { readKeys } from "./keys-store.ts";
import { pageFiles } from "./page-files.ts";

const endpoint = process.env["TINTYPE_MOTO_ENDPOINT"];
const noMoto = "there is no moto: TINTYPE_MOTO_ENDPOINT is not set (scripts/lanes.sh sets it)";

describe.skipIf(endpoint === undefined)(`a deployment${endpoint === undefined ? ` (${noMoto})` : ""}`, () => {
  const config = {
    region: "us-east-1",
    credentials: { accessKeyId: "lanes", secretAccessKey: "lanes" },
    ...(endpoint !== undefined && { endpoint }),
  };

  /** An account where the stack comes about as it should; `told` is with which keys, `found` what was in the page's bucket then. */
  async function openAccount(name: string) {
    const secrets = new SecretsManagerClient(config);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const WebBucket = `${name}-web`;
    await s3.send(new CreateBucketCommand({ Bucket: WebBucket }));
    const keysOf = async () =>
      ((await s3.send(new ListObjectsV2Command({ Bucket: WebBucket }))).Contents ?? []).map(({ Key = "" }) => Key);
    const told: Readonly<Record<string, string>>[] = [];
    const found: (readonly string[])[] = [];
    const said: string[] = [];
    const run = (rotation: number) =>
      deploy(readDeployment({ name, rotation: `${rotation}` }), {
        secrets,
        s3,
        say: (line) => said.push(line),
        findWebBucket: async () => (told.length === 0 ? undefined : WebBucket),
        deployStack: async (stack, parameters) => {
          expect(stack).toBe(`${name}-dev`);
          found.push(await keysOf());
          told.push(parameters);
          return { ...outputs, WebBucket, UrlKeyId: `K${Object.keys(parameters)[0]}` };
        },
      });
    const keys = () => readKeys({ client: secrets, name: `${name}-dev/keys` });
    return { s3, WebBucket, told, found, said, keysOf, run, keys };
  }

  it("leaves an installation whose functions can sign, and whose page is there", async () => {
    const { run, keys, s3, WebBucket, told, said, keysOf } = await openAccount("once");
    expect(await run(1)).toMatchObject({
      Auth: { Cognito: { userPoolId: outputs.UserPoolId, userPoolClientId: outputs.WebClientId } },
      API: { REST: { tintype: { endpoint: "https://d111111abcdef8.cloudfront.net/api" } } },
    });
    const kept = await keys();
    expect(kept?.urls).toEqual({ id: "KUrlKey1", privateKeyPem: kept?.urlKeys["1"] });
    expect(told).toEqual([{ UrlKey1: expect.stringContaining("BEGIN PUBLIC KEY") }]);

    expect(said.map((line) => line.split(":")[0])).toEqual(["1 of 4", "2 of 4", "3 of 4", "4 of 4", "Done"]);
    expect(said.join(" ")).toContain("once-dev/keys in us-east-1");
    expect(new Set(await keysOf())).toEqual(new Set(pageFiles().map(({ key }) => key)));
    const page = await s3.send(new GetObjectCommand({ Bucket: WebBucket, Key: "index.html" }));
    expect(page).toMatchObject({ ContentType: "text/html; charset=utf-8", CacheControl: "no-cache" });
  });

  it("finds everything as it was when it is done again, and lets keys follow one another", async () => {
    const { run, keys, told } = await openAccount("again");
    await run(1);
    const first = await keys();
    await run(1);
    expect(await keys()).toEqual(first);
    await run(2);
    await expect(run(1)).rejects.toThrow("say rotation=2");
    expect(told).toHaveLength(3);
    expect(await keys()).toMatchObject({ master: first?.master, edge: first?.edge, urls: { id: "KUrlKey2" } });
    expect(told[2]).toEqual({ UrlKey2: expect.any(String), UrlKey1: told[0]?.["UrlKey1"] });
  });

  it("brings the parts of the page before the functions that refer to them, where there is a bucket for them", async () => {
    const { run, found, s3, WebBucket, keysOf } = await openAccount("parts");
    await run(1);
    for (const Key of await keysOf()) await s3.send(new DeleteObjectCommand({ Bucket: WebBucket, Key }));
    await run(1);
    const parts = pageFiles().filter(({ immutable }) => immutable);
    expect(found.map((keys) => new Set(keys))).toEqual([new Set(), new Set(parts.map(({ key }) => key))]);
  });

  it("keeps the keys where the stack fails, and goes on there", async () => {
    const { run, keys, s3 } = await openAccount("broken");
    const secrets = new SecretsManagerClient(config);
    const broken = deploy(readDeployment({ name: "broken" }), {
      secrets,
      s3,
      say: () => {},
      findWebBucket: async () => undefined,
      deployStack: async () => Promise.reject(new Error("no quota")),
    });
    await expect(broken).rejects.toThrow("no quota");
    const kept = await keys();
    expect(kept).toMatchObject({ master: expect.any(String) });
    expect(kept).not.toHaveProperty("urls");
    await run(1);
    expect(await keys()).toMatchObject({ master: kept?.master, urls: { privateKeyPem: kept?.urlKeys["1"] } });
  });
});

const outputs: Outputs = {
  PublicUrl: "https://d111111abcdef8.cloudfront.net",
  Region: "us-east-1",
  UserPoolId: "us-east-1_AbCdEfGhI",
  WebClientId: "web",
  LegacyClientId: "legacy",
  IdentityPoolId: "us-east-1:11111111-2222-3333-4444-555555555555",
  LoginHost: "tintype-dev-123456789012.auth.us-east-1.amazoncognito.com",
  IncomingBucket: "tintype-dev-incoming-123456789012-us-east-1",
  WebBucket: "web",
  DistributionId: "E1",
  DistributionHost: "d111111abcdef8.cloudfront.net",
  PhotoEventsTopic: "arn:aws:sns:us-east-1:123456789012:tintype-dev-photo-events.fifo",
  UrlKeyId: "K1",
};
