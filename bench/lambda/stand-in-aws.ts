import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { marshall } from "@aws-sdk/util-dynamodb";
import { anAccount, aReadyPhoto } from "@tintype/core/testing";

/** As much of AWS as one request for a list of one photo needs. */
export interface StandInAws extends AsyncDisposable {
  /** For the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** `GET /api/photos` by the owner, as a function URL hands it on. */
  readonly event: string;
}

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Bench";

export async function startStandInAws(): Promise<StandInAws> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const account = anAccount({ identity: { issuer, subject: "ana" } });
  const photo = aReadyPhoto({ owner: account.id });
  const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const item = (document: object) => marshall({ document }, { removeUndefinedValues: true });
  const answers: Readonly<Record<string, unknown>> = {
    "DynamoDB_20120810.GetItem": { Item: item(account) },
    "DynamoDB_20120810.Query": { Items: [item(photo)], Count: 1 },
    "secretsmanager.GetSecretValue": {
      SecretString: JSON.stringify({ master: "A".repeat(43), urls: { id: "K1", privateKeyPem } }),
    },
  };
  const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }] };
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify(answers[String(request.headers["x-amz-target"])] ?? jwks));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const iat = Math.floor(Date.now() / 1_000);
  const times = { iat, exp: iat + 3_600 };
  const claims = { iss: issuer, sub: "ana", client_id: "web", token_use: "access", jti: "one", ...times };
  const signed = `${encode({ alg: "RS256", kid: "one" })}.${encode({ ...claims, "tintype:user": account.id })}`;
  const token = `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
  return {
    environment: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_ENDPOINT_URL: address,
      PUBLIC_URL: "https://photos.example.com",
      TINTYPE_PHOTOS_TABLE: "photos",
      TINTYPE_CORE_TABLE: "core",
      TINTYPE_INCOMING_BUCKET: "incoming",
      TINTYPE_ORIGINALS_BUCKET: "originals",
      TINTYPE_MEDIA_BUCKET: "media",
      TINTYPE_KEYS_SECRET: "keys",
      TINTYPE_USER_POOL_ID: "eu-central-1_Bench",
      TINTYPE_WEB_CLIENT_ID: "web",
      TINTYPE_LEGACY_CLIENT_ID: "legacy",
      TINTYPE_JWKS_URL: `${address}/jwks.json`,
    },
    event: JSON.stringify({
      version: "2.0",
      rawPath: "/api/photos",
      rawQueryString: "",
      headers: { authorization: `Bearer ${token}` },
      requestContext: { stage: "$default", requestId: "request-1", http: { method: "GET", sourceIp: "203.0.113.9" } },
    }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
