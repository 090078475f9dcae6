import { generateKeyPairSync, sign } from "node:crypto";
import { createTintype, instantFromMillis, millisOf, system, type Tintype } from "@tintype/core";
import { createMemoryPorts, drain, type MemoryPorts } from "@tintype/core/testing";
import { createBearerAuthenticate, createHttp, createJwksSource, createTokenVerifier } from "@tintype/http";
import type { Hono } from "hono";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }] };

/** One of several worlds in which everything happens alike: clock, ids, secrets and keys are the same in all of them. */
export interface ReplayWorld {
  readonly ports: MemoryPorts;
  readonly tintype: Tintype;
  readonly app: Hono;
  /** The id of the request that comes next, where it brings none. */
  requestId: string;
  /** Works off what is due. */
  settle(): Promise<void>;
}

export async function openReplayWorld(): Promise<ReplayWorld> {
  const ports = createMemoryPorts({ settings: { original: { directBytes: 4_096 } } });
  const tintype = createTintype(ports);
  const { clock } = ports;
  for (const name of ["ana", "ben", "cleo"]) {
    const email = `${name}@example.com`;
    await tintype.accounts.registerAccount(system, { identity: { issuer, subject: name }, email, displayName: name });
  }
  const keys = createJwksSource({ load: async () => jwks, clock });
  const verifier = createTokenVerifier({ issuer, clientIds: ["web"], keys, clock });
  const world: ReplayWorld = {
    ports,
    tintype,
    app: createHttp({
      tintype,
      authenticate: createBearerAuthenticate({ verifier, tintype }),
      config: { region: "eu-central-1", userPoolId: "pool", userPoolClientId: "web", legacyClientId: "legacy" },
      origins: ["https://app.example"],
      requestId: () => world.requestId,
    }),
    requestId: "",
    settle: async () => void (await drain(tintype, ports)),
  };
  await world.settle();
  return world;
}

/** An access token of Cognito's for `ana`, `ben` or `cleo`, good for an hour of the worlds' own time. */
export function tokenOf(subject: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(millisOf(createMemoryPorts().clock.now()) / 1_000);
  const claims = {
    iss: issuer,
    sub: subject,
    client_id: "web",
    token_use: "access",
    jti: `session-of-${subject}`,
    iat: now,
    exp: now + 3_600,
    ...changes,
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "RS256", kid: "one" })}.${encode(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

/** So long after the worlds began, in words that headers and bodies take. */
export const later = (milliseconds: number): string =>
  instantFromMillis(millisOf(createMemoryPorts().clock.now()) + milliseconds);
