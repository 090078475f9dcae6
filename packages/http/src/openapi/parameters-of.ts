import type { Route } from "../route.ts";
import { type Json, toJsonSchema } from "./json-schema.ts";

/** What a route takes in its path, its query and its headers. */
export const parametersOf = (route: Route, names: ReadonlyMap<unknown, string>): Json[] => [
  ...pathParameters(route),
  ...queryParameters(route, names),
  ...(route.creates === true ? [idempotencyKey] : []),
  ...(route.changes === true ? [ifMatch] : []),
];

const ulid = { type: "string", pattern: "^[0-7][0-9A-HJKMNP-TV-Z]{25}$", examples: ["01KAGSM1A0T4C9Q6J8R2Z5V7WX"] };
const token = { type: "string", pattern: "^[A-Za-z0-9_-]{43}$" };

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    description:
      name === "token" ? "What the link ends with." : `The id of the ${path.includes("photos") ? "photo" : "link"}.`,
    schema: name === "token" ? token : ulid,
  }));
}

function queryParameters({ query }: Route, names: ReadonlyMap<unknown, string>): Json[] {
  if (query === undefined) return [];
  const { properties = {} } = toJsonSchema(query, "input", names) as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, { description = queryWords[name], ...schema }]) => ({
    name,
    in: "query",
    ...(description !== undefined && { description }),
    schema,
  }));
}

const queryWords: Readonly<Record<string, string>> = {
  limit: "How many items the page may have; 50 unless told.",
  cursor: "Where the list goes on: `next` of the page before.",
  state: "The trash instead of the library.",
  photo: "The links to that photo alone.",
  purge: "Delete it for good, at once.",
};

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description: "Makes repeating the request harmless for 24 hours: with the same key and body it happens once.",
  schema: { type: "string", pattern: "^[!-~]{1,255}$", examples: ["0b0f6f0e-2a8e-4c0f-9c59-3d1f0d0c3b7a"] },
};

const ifMatch = {
  name: "If-Match",
  in: "header",
  description:
    "The revision that you saw (`ETag`): if it has another one by now, nothing changes and the answer is 412.",
  schema: { type: "string", pattern: '^("[0-9]{1,15}"|\\*)$', examples: ['"3"'] },
};
