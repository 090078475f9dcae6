import * as z from "zod";
import { json, type Route } from "../route.ts";

/** What a client has to know before it can sign in: everything else follows from it. */
export const ClientConfig = z.object({
  region: z.string(),
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  legacyClientId: z.string(),
  userPoolEndpoint: z.url().optional(),
  api: z.url(),
  limits: z.object({ originalBytes: z.int(), directBytes: z.int(), pixels: z.int(), side: z.int() }),
});
export type ClientConfig = z.infer<typeof ClientConfig>;

export interface ServiceRouteOptions {
  readonly config: Omit<ClientConfig, "api" | "limits">;
  readonly api: string;
  /** Rejects while the service cannot do its work. Asked at most once a second. */
  ready(): Promise<void>;
  openApi(): unknown;
}

const service = { tag: "service", method: "GET", who: "anyone", problems: [] } as const;

export const serviceRoutes = (options: ServiceRouteOptions): readonly Route[] => [
  {
    ...service,
    path: "//config.json",
    operationId: "getConfig",
    summary: "What a client needs to know to sign in and to call this API",
    answers: { 200: { description: "The configuration", schema: ClientConfig } },
    handle: async ({ settings: { original } }) => {
      const { bytes, directBytes, pixels, side } = original;
      const limits = { originalBytes: bytes, directBytes, pixels, side };
      return json({ ...options.config, api: options.api, limits } satisfies ClientConfig);
    },
  },
  {
    ...service,
    path: "//healthz",
    operationId: "getHealth",
    summary: "Whether the process answers; it asks nobody else",
    answers: { 200: { description: "It does", schema: z.object({ status: z.literal("ok") }) } },
    handle: async () => json({ status: "ok" }),
  },
  {
    ...service,
    path: "//readyz",
    operationId: "getReadiness",
    summary: "Whether the service can do its work: metadata and storage answer",
    answers: { 200: { description: "It can", schema: z.object({ status: z.literal("ok") }) } },
    problems: [503],
    handle: async () => {
      await options.ready();
      return json({ status: "ok" });
    },
  },
  {
    ...service,
    path: "//openapi.json",
    operationId: "getOpenApi",
    summary: "This description",
    answers: { 200: { description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) } },
    handle: async () => json(options.openApi()),
  },
];
