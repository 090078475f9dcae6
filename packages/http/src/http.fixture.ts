import { createTintype, instantFromMillis, millisOf, parseSettings, system, type Tintype, UserId } from "@tintype/core";
import {
  createMemoryPorts,
  type Drained,
  drain,
  type MemoryPorts,
  type MemoryPortsOptions,
} from "@tintype/core/testing";
import type { Hono } from "hono";
import { allRoutes } from "./all-routes.ts";
import type { VerifiedToken } from "./authenticate/access-token.ts";
import { createBearerAuthenticate } from "./authenticate/bearer.ts";
import { TokenRefused } from "./authenticate/token-refused.ts";
import { createAnswerCheck } from "./checked-answer.fixture.ts";
import { createHttp, type HttpOptions } from "./create-http.ts";
import type { RequestLog } from "./log.ts";
import { describeApi } from "./openapi/describe-api.ts";

/** Somebody with an account, who has signed in. */
export interface Person {
  readonly id: UserId;
  readonly email: string;
  readonly authorization: string;
  /** A token of the same sign-in for an app that asked for `openid` alone. */
  readonly narrowAuthorization: string;
}

export interface Sent {
  readonly as?: Person;
  readonly json?: unknown;
  readonly body?: NonNullable<RequestInit["body"]>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it, and the description of the API has been checked
  readonly body: any;
}

export interface HttpFixture {
  readonly ports: MemoryPorts;
  readonly tintype: Tintype;
  readonly app: Hono;
  readonly log: readonly RequestLog[];
  readonly ana: Person;
  readonly ben: Person;
  /** Sends `GET /api/me` and the like, exactly as it is spelled. Every answer is held against what holds for all. */
  send(line: string, sent?: Sent): Promise<Answered>;
  /** Works off what is due. */
  drain(): Promise<Drained>;
}

export interface HttpFixtureOptions extends Partial<HttpOptions>, MemoryPortsOptions {
  /** The ports, changed. */
  readonly change?: (ports: MemoryPorts) => Partial<MemoryPorts>;
}

const usual = parseSettings({ publicUrl: "https://photos.example" });
const checkAnswer = createAnswerCheck(describeApi(allRoutes({ settings: usual, base: "/api" }), usual, "/api"));

/** The API over memory, and two people who have accounts. */
export async function openHttp({ change, ...options }: HttpFixtureOptions = {}): Promise<HttpFixture> {
  const memory = createMemoryPorts(options);
  const ports = { ...memory, ...change?.(memory) };
  const tintype = createTintype(ports);
  const log: RequestLog[] = [];
  const tokens = new Map<string, VerifiedToken>();
  const verify = async (token: string) => tokens.get(token) ?? Promise.reject(new TokenRefused("token_malformed"));
  let requests = 0;
  const app = createHttp({
    tintype,
    authenticate: createBearerAuthenticate({ verifier: { verify }, tintype }),
    requestId: () => {
      requests += 1;
      return `request-${requests}`;
    },
    now: () => 0,
    ...options,
    log: (entry) => {
      log.push(entry);
      options.log?.(entry);
    },
  });

  /** What nobody may find in a log or a problem document. */
  const secrets = new Set<string>();

  const signUp = async (name: string): Promise<Person> => {
    const email = `${name}@example.com`;
    const identity = { issuer: "https://pool.example", subject: memory.identities.addUser({ email }) };
    const { id } = await tintype.accounts.registerAccount(system, { identity, email, displayName: name });
    const [issuedAt, expiresAt] = [0, 3_600_000].map((later) => instantFromMillis(millisOf(ports.clock.now()) + later));
    if (issuedAt === undefined || expiresAt === undefined) throw new RangeError("There is no such time.");
    const token: VerifiedToken = {
      ...identity,
      userId: UserId.parse(id),
      clientId: "web",
      jti: name,
      issuedAt,
      signedInAt: issuedAt,
      expiresAt,
      groups: [],
      scopes: ["openid", "aws.cognito.signin.user.admin"],
    };
    tokens.set(`token-of-${name}`, token);
    tokens.set(`narrow-token-of-${name}`, { ...token, scopes: ["openid"] });
    return {
      id,
      email,
      authorization: `Bearer token-of-${name}`,
      narrowAuthorization: `Bearer narrow-token-of-${name}`,
    };
  };

  const send = async (line: string, { as, json, body, headers }: Sent = {}): Promise<Answered> => {
    const [method = "", target = ""] = line.split(/ (.*)/s);
    const request = new Request("http://localhost/", {
      method,
      headers: {
        ...(as && { authorization: as.authorization }),
        ...(json !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      ...(json !== undefined && { body: JSON.stringify(json) }),
      duplex: "half",
    });
    // As a server hands it on: a `Request` that is made here would tidy up the address.
    Object.defineProperty(request, "url", { value: `http://localhost${target}` });
    for (const secret of secretsOf(request, target, json)) secrets.add(secret);
    const response = await app.fetch(request);
    const text = await response.text();
    const entries = log.slice(-100).filter(({ requestId }) => requestId === response.headers.get("x-request-id"));
    checkAnswer(request, response, text, entries);
    const leak = [...secrets].find((secret) => {
      return JSON.stringify(entries).includes(secret) || (response.status >= 400 && text.includes(secret));
    });
    if (leak !== undefined) throw new Error(`${line}: ${leak} was written down.`);
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : text };
  };

  const fixture = { ports, tintype, app, log, ana: await signUp("ana"), ben: await signUp("ben"), send };
  await drain(tintype, ports);
  return { ...fixture, drain: () => drain(tintype, ports) };
}

function secretsOf(request: Request, target: string, json: unknown): readonly string[] {
  const credentials = request.headers.get("authorization")?.split(" ").at(-1);
  const token = /\/s\/([A-Za-z0-9_-]{43})/.exec(target)?.[1];
  const password = typeof json === "object" && json !== null && "password" in json ? json.password : undefined;
  return [credentials, token, password].filter((text) => typeof text === "string" && text.length > 5) as string[];
}
