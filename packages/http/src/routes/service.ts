import * as z from "zod";
import { refusal } from "../http-error.ts";
import { json, type Route } from "../route.ts";

/** Where people sign in: a Cognito user pool, or the local one. */
export const UserPoolConfig = z.object({
  region: z.string(),
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  legacyClientId: z.string(),
  userPoolEndpoint: z.url().optional(),
  /** Where whoever has signed in gets credentials for their own prefix of `bucket`. */
  identityPoolId: z.string().optional(),
  identityPoolEndpoint: z.url().optional(),
  bucket: z.string().optional(),
  /** Managed login, as Amplify's `loginWith.oauth` takes it: its clients put `https://` before the domain. */
  oauth: z
    .object({
      domain: z.string(),
      scopes: z.array(z.string()),
      redirectSignIn: z.array(z.string()),
      redirectSignOut: z.array(z.string()),
      responseType: z.literal("code"),
      providers: z.array(z.string()),
    })
    .optional(),
  /** Where nothing is real: somebody to try things with, and where mail lies instead of being sent. */
  development: z.object({ demo: z.object({ email: z.string(), password: z.string() }), mailbox: z.url() }).optional(),
});
export type UserPoolConfig = z.infer<typeof UserPoolConfig>;

/** What a client has to know before it can sign in: everything else follows from it. */
export const ClientConfig = z.object({
  ...UserPoolConfig.partial().shape,
  api: z.url(),
  limits: z.object({ originalBytes: z.int(), directBytes: z.int(), pixels: z.int(), side: z.int() }),
});
export type ClientConfig = z.infer<typeof ClientConfig>;

export interface ServiceOptions {
  /** What `/config.json` says of the user pool; nothing where people sign in by other means. */
  readonly config?: UserPoolConfig | undefined;
  /** Rejects while the service cannot do its work; asked once a second at the most. It always can unless told. */
  readonly ready?: (() => Promise<void>) | undefined;
  /** Milliseconds that never run backwards, for measuring; `performance.now` unless told. */
  readonly now?: (() => number) | undefined;
}

export const Status = z.object({ status: z.literal("ok") });
const service = { tag: "service", method: "GET", who: "anyone", problems: [] } as const;

export function serviceRoutes(options: ServiceOptions, describe: () => Promise<unknown>): readonly Route[] {
  const askWhetherReady = onceASecond(options.ready ?? (async () => {}), options.now ?? (() => performance.now()));
  return [
    {
      ...service,
      path: "//config.json",
      operationId: "getConfig",
      summary: "What a client needs to know to sign in and to call this API",
      answers: { 200: { description: "The configuration", schema: ClientConfig } },
      handle: async ({ tintype, api }) => {
        const { bytes, directBytes, pixels, side } = tintype.settings.original;
        const limits = { originalBytes: bytes, directBytes, pixels, side };
        return json({ ...options.config, api, limits } satisfies ClientConfig);
      },
    },
    {
      ...service,
      path: "//healthz",
      operationId: "getHealth",
      summary: "Whether the process answers; it asks nobody else",
      answers: { 200: { description: "It does", schema: Status } },
      handle: async () => json({ status: "ok" }),
    },
    {
      ...service,
      path: "//readyz",
      operationId: "getReadiness",
      summary: "Whether the service can do its work: metadata and storage answer",
      answers: { 200: { description: "It can", schema: Status } },
      problems: ["not_ready"],
      handle: async () => {
        await askWhetherReady().catch((cause) => {
          throw refusal("not_ready", "The service cannot do its work at this moment.", { cause });
        });
        return json({ status: "ok" });
      },
    },
    {
      ...service,
      path: "//openapi.json",
      operationId: "getOpenApi",
      summary: "This description",
      answers: { 200: { description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) } },
      handle: async () => json(await describe()),
    },
  ];
}

function onceASecond(ask: () => Promise<void>, now: () => number): () => Promise<void> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer = Promise.resolve();
  return async () => {
    if (now() - askedAt >= 1_000) {
      askedAt = now();
      answer = ask();
    }
    return answer;
  };
}
