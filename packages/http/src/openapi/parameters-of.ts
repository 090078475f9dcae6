import type { Settings } from "@tintype/core";
import type { Route } from "../route.ts";
import { type Json, toJsonSchema } from "./json-schema.ts";

/** What a route takes in its path, its query and its headers. */
export const parametersOf = (route: Route, names: ReadonlyMap<unknown, string>, settings: Settings): Json[] => [
  ...pathParameters(route),
  ...queryParameters(route, names, settings),
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

function queryParameters({ query }: Route, names: ReadonlyMap<unknown, string>, { page }: Settings): Json[] {
  if (query === undefined) return [];
  const { properties = {} } = toJsonSchema(query, "input", names) as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, { description: limits, ...schema }]) => ({
    name,
    in: "query",
    description: queryWords[name] ?? limits,
    schema: name === "limit" ? { ...schema, default: page.usual } : schema,
  }));
}

const queryWords: Readonly<Record<string, string>> = {
  limit: "How many items the page may have.",
  cursor: "Where the list goes on: `next` of the page before.",
  state: "Photos in that state alone; without it, all but the trash.",
  tag: "Photos that have this tag among theirs, spelled exactly so.",
  from: "Photos from that month, day or time of the camera's clock on: `2026-07`, `2026-07-01`, `2026-07-01T14:03:22`. Local time: an offset is refused, and a `Z` is passed over.",
  to: "Photos before that month, day or time: `from=2026-07&to=2026-08` is July.",
  photo: "The links to that photo alone.",
  fileName: "What the file is called; at most 255 characters as people count them (graphemes).",
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
