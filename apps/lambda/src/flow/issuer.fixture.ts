import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Cognito's keys, where Cognito itself cannot be. */
export interface Issuer extends AsyncDisposable {
  /** Where its public keys are. */
  readonly jwksUrl: string;
  /** An access token with these claims, good for an hour. */
  token(claims: Readonly<Record<string, unknown>>): string;
}

export async function openIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }] };
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(jwks));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    token(claims) {
      const iat = Math.floor(Date.now() / 1_000);
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
      const payload = { token_use: "access", client_id: "web", jti: "one", iat, exp: iat + 3_600, ...claims };
      const signed = `${encode({ alg: "RS256", kid: "one" })}.${encode(payload)}`;
      return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
