import type { Settings } from "@tintype/core";
import type { Route } from "../route.ts";
import { componentsFor } from "./components.ts";
import { describeRoute } from "./describe-route.ts";
import { guideFor, tags } from "./guide.ts";
import { type Json, toJsonSchema } from "./json-schema.ts";

/** The API's description, OpenAPI 3.1, made of the rows that are served and of the schemas that validate. */
export function describeApi(routes: readonly Route[], settings: Settings, base: string): Json {
  const components = Object.entries(componentsFor(settings));
  const names = new Map<unknown, string>(components.map(([name, { schema }]) => [schema, name]));
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.startsWith("//") ? route.path.slice(1) : `${base}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, names, settings) };
  }
  const schemas = components.map(([name, { schema, io, description, fields, example }]) => {
    const {
      type,
      properties = {},
      ...converted
    } = toJsonSchema(schema, io, names) as Json & { properties?: Properties };
    const described = Object.entries(properties).map(([field, value]) => [
      field,
      inOrder({ ...value, ...fields[field] }),
    ]);
    return [name, { type, description, ...converted, properties: Object.fromEntries(described), examples: [example] }];
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Tintype",
      version: "0.1.0",
      summary: "Photos: upload, look, keep, share",
      description: guideFor(settings),
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: settings.publicUrl }],
    tags,
    paths,
    components: { schemas: Object.fromEntries(schemas), headers, securitySchemes },
  };
}

type Properties = Readonly<Record<string, Json>>;

/** What it is and what it means before the details. */
const inOrder = ({ type, description, ...details }: Json): Json => ({
  ...(type !== undefined && { type }),
  ...(description !== undefined && { description }),
  ...details,
});

const header = (description: string, schema: Json = {}) => ({ description, schema: { type: "string", ...schema } });

const headers = {
  "X-Request-Id": header("Names this request in the log: the one that you sent, where it has 8 to 64 of A-Za-z0-9_-."),
  ETag: header("The revision, in quotes: what `If-Match` takes."),
  Location: header("An address.", { format: "uri" }),
  "Retry-After": header("Seconds to wait before asking again.", { pattern: "^[0-9]+$" }),
};

const securitySchemes = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token of the user pool that `/config.json` names. An ID token is refused.",
  },
  apiKey: {
    type: "apiKey",
    in: "header",
    name: "x-api-key",
    description:
      "The key of a program, made with `createApiKey`. It is good under `/partner` alone, within its scopes and its plan.",
  },
  grant: {
    type: "http",
    scheme: "Share",
    description: "`Authorization: Share GRANT`, with the grant that opening a link gives; it lasts for 30 minutes.",
  },
};
