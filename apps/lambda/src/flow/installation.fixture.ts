import { generateKeyPairSync, randomBytes } from "node:crypto";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { gateways } from "../http/gateways.fixture.ts";
import type { HttpResult } from "../http/write-result.ts";
import { bundleHere, type RunningFunction, startFunction } from "../runtime/start-function.fixture.ts";
import { type Account, openAccount } from "./account.fixture.ts";
import { connectEventSources, type EventSources } from "./event-sources.fixture.ts";
import { type Issuer, openIssuer } from "./issuer.fixture.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const keys = { master: randomBytes(32).toString("base64url"), urls: { id: "K2EXAMPLE", privateKeyPem } };

const names = [
  "http",
  "on-upload",
  "on-table-changed",
  "on-photo-changed",
  "imaging",
  "mail",
  "purge",
  "publish",
  "on-schedule",
  "pre-sign-up",
  "post-confirmation",
  "pre-token",
] as const;
export type Name = (typeof names)[number];

// biome-ignore lint/suspicious/noExplicitAny: the API's answers are looked into
export type Body = any;

/** A request to the API, and who asks. */
export interface Asked {
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly authorization?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which process answers; `http`'s unless told. */
  readonly by?: RunningFunction;
}

/** All functions as they are deployed, each in a process of its own, in an account that stands in for AWS. */
export interface Installation extends AsyncDisposable {
  readonly account: Account;
  readonly issuer: Issuer;
  /** Whom it is reached by, and signs addresses with. */
  readonly publicUrl: string;
  readonly privateKeyPem: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<Name, RunningFunction>>;
  readonly sources: EventSources;
  /** Another process of a function, told this as well. */
  start(name: Name, told: Readonly<Record<string, string>>): Promise<RunningFunction>;
  /** What a function makes of an event, within 30 seconds unless told. Rejects where it fails. */
  resultOf<Result = Body>(by: Name | RunningFunction, event: unknown, milliseconds?: number): Promise<Result>;
  /** `METHOD TARGET`; every kind of gateway in its turn. */
  ask(line: string, asked?: Asked): Promise<{ readonly status: number; readonly body: Body }>;
  keysIn(area: "INCOMING" | "ORIGINALS" | "MEDIA"): Promise<readonly string[]>;
}

export interface InstallationOptions {
  readonly userPoolId: string;
  /** What a function is told in place of what all are told. */
  readonly toldTo?: (name: Name, told: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>>>;
}

export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const open = new AsyncDisposableStack();
  try {
    return await install(open, options);
  } catch (error) {
    await open.disposeAsync();
    throw error;
  }
}

async function install(
  open: AsyncDisposableStack,
  { userPoolId, toldTo = async (_, told) => told }: InstallationOptions,
): Promise<Installation> {
  const publicUrl = "https://photos.example.com";
  const bundles = open.use(await bundleHere());
  const issuer = open.use(await openIssuer());
  const account = open.use(await openAccount(keys));
  const environment: Readonly<Record<string, string>> = {
    ...account.environment,
    PUBLIC_URL: publicUrl,
    TINTYPE_USER_POOL_ID: userPoolId,
    TINTYPE_WEB_CLIENT_ID: "web",
    TINTYPE_LEGACY_CLIENT_ID: "legacy",
    TINTYPE_JWKS_URL: issuer.jwksUrl,
  };
  const start: Installation["start"] = async (name, told) =>
    open.use(await startFunction(`${bundles.folder}/${name}`, { ...(await toldTo(name, environment)), ...told }));
  const started = await Promise.all(names.map(async (name) => [name, await start(name, {})] as const));
  const functions = Object.fromEntries(started) as Record<Name, RunningFunction>;

  const resultOf: Installation["resultOf"] = async (by, event, milliseconds) => {
    const outcome = await (typeof by === "string" ? functions[by] : by).invoke(event, milliseconds);
    if ("error" in outcome) throw new Error(JSON.stringify(outcome.error));
    return outcome.result as never;
  };

  let asked = 0;
  const ask: Installation["ask"] = async (
    line,
    { json, bytes, authorization, headers = {}, by = functions.http } = {},
  ) => {
    const [method = "", target = ""] = line.split(" ");
    const all = Object.entries({
      ...(json !== undefined && { "content-type": "application/json" }),
      ...(authorization !== undefined && { authorization }),
      ...headers,
    });
    const toEvent = Object.values(gateways)[asked % Object.values(gateways).length];
    asked += 1;
    const body = json === undefined ? bytes : Buffer.from(JSON.stringify(json));
    const event = toEvent?.({ method, target, headers: all, body }, `request-${asked}`);
    const { statusCode, body: text } = await resultOf<HttpResult>(by, event);
    return { status: statusCode, body: text === "" ? undefined : JSON.parse(text) };
  };

  const sources = await connectEventSources(account, functions);
  return {
    account,
    issuer,
    publicUrl,
    privateKeyPem,
    environment,
    functions,
    sources,
    start,
    resultOf,
    ask,
    async keysIn(area) {
      const Bucket = environment[`TINTYPE_${area}_BUCKET`];
      const { Contents = [] } = await account.s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key = "" }) => Key);
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
