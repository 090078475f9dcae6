import {
  AccountChanges,
  AccountView,
  DownloadLink,
  GuestPhoto,
  GuestShare,
  NewPhoto,
  NewShare,
  OpenedShare,
  PhotoChanges,
  PhotoView,
  RenditionView,
  ShareChanges,
  ShareDescription,
  ShareKey,
  ShareView,
  UploadTicket,
} from "@tintype/core";
import * as z from "zod";
import { Problem } from "./problem.ts";
import type { Answer, Route } from "./route.ts";
import { ClientConfig } from "./routes/service.ts";

export interface OpenApiOptions {
  readonly origin: string;
  /** The path of the API below the origin, such as `/api`. */
  readonly base: string;
}

const named = {
  Photo: PhotoView,
  Rendition: RenditionView,
  NewPhoto,
  PhotoChanges,
  UploadTicket,
  DownloadLink,
  Share: ShareView,
  NewShare,
  ShareChanges,
  ShareDescription,
  ShareKey,
  OpenedShare,
  GuestShare,
  GuestPhoto,
  Account: AccountView,
  AccountChanges,
  ClientConfig,
  Problem,
} satisfies Record<string, z.ZodType>;

type Json = Record<string, unknown>;

/** The API's description, OpenAPI 3.1, made of the rows that the router is made of and of the schemas that validate. */
export function describeApi(routes: readonly Route[], { origin, base }: OpenApiOptions): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const ofOrigin = route.path.startsWith("//");
    const path = ofOrigin ? route.path.slice(1) : route.path;
    paths[path] = {
      ...paths[path],
      ...(ofOrigin && { servers: [{ url: origin }] }),
      [route.method.toLowerCase()]: describeRoute(route),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tintype",
      version: "0.1.0",
      description: "Photos: upload, develop, look, share.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${origin}${base}` }],
    tags: ["photos", "shares", "guests", "account", "service"].map((name) => ({ name })),
    paths,
    components: { schemas: describeSchemas(), securitySchemes },
  };
}

const securitySchemes = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token of the user pool.",
  },
  grant: {
    type: "apiKey",
    in: "header",
    name: "authorization",
    description: "`Share GRANT`, given when a link is opened.",
  },
};

const security = { user: [{ accessToken: [] }], guest: [{ grant: [] }], anyone: [{}, { grant: [] }] };

function describeRoute(route: Route): Json {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    security: route.tag === "service" ? [] : security[route.who],
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body && {
      requestBody: {
        required: route.body.required,
        content: Object.fromEntries(
          Object.entries(route.body.content).map(([type, schema]) => [
            type,
            schema === "bytes" ? {} : { schema: schemaOf(schema, "input") },
          ]),
        ),
      },
    }),
    responses: Object.fromEntries([...Object.entries(route.answers).map(describeAnswer), ...problemsOf(route)]),
  };
}

function describeAnswer([status, { description, schema, headers }]: [string, Answer]): [string, Json] {
  const content = schema && { content: { "application/json": { schema: schemaOf(schema, "output") } } };
  const described = headers?.map((name) => [name, { schema: { type: "string" } }]);
  return [status, { description, ...(described && { headers: Object.fromEntries(described) }), ...content }];
}

function problemsOf(route: Route): [string, Json][] {
  const usual = route.tag === "service" ? [] : route.who === "anyone" ? [400] : [400, 401];
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return [...new Set([...usual, ...route.problems])].map((status) => [
    `${status}`,
    { description: "A problem", content },
  ]);
}

const pathParameters = ({ path }: Route): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryParameters({ query }: Route): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function headerParameters({ creates, changes }: Route): Json[] {
  const header = (name: string, pattern: string, description: string) => ({
    name,
    in: "header",
    description,
    schema: { type: "string", pattern },
  });
  return [
    ...(creates === true
      ? [header("Idempotency-Key", "^[!-~]{1,255}$", "Makes repeating the request harmless, for 24 hours.")]
      : []),
    ...(changes === true
      ? [header("If-Match", '^("[0-9]{1,15}"|\\*)$', "The revision that you saw; another one is answered with 412.")]
      : []),
  ];
}

function describeSchemas(): Json {
  return Object.fromEntries(
    Object.entries(named).map(([name, schema]) => [name, convert(schema, inputs.has(name) ? "input" : "output")]),
  );
}

const inputs = new Set(["NewPhoto", "PhotoChanges", "NewShare", "ShareChanges", "ShareKey", "AccountChanges"]);
const names = new Map<unknown, string>(Object.entries(named).map(([name, schema]) => [schema, name]));

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const name = names.get(schema);
  return name === undefined ? convert(schema, io) : { $ref: `#/components/schemas/${name}` };
}

/** A schema in the words of JSON Schema 2020-12, with references to the named ones inside it. */
function convert(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...converted } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const name = (zodSchema as unknown) === schema ? undefined : names.get(zodSchema);
      if (name === undefined) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Json)[key];
      jsonSchema.$ref = `#/components/schemas/${name}`;
    },
  });
  return converted;
}
