import { InvalidInput } from "@tintype/core";
import { malformed } from "./http-error.ts";
import type { Route } from "./route.ts";

const noQuery: Readonly<Record<string, string>> = {};

/** The query of a request: 400 for a name that comes twice, `invalid_input` for one that the route does not know. */
export function readQuery(url: string, { who, query }: Route): Readonly<Record<string, string>> {
  const mark = url.indexOf("?");
  if (mark === -1 || who === "anyone") return noQuery;
  const known = Object.keys(query?.shape ?? {});
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(url.slice(mark))) {
    if (Object.hasOwn(values, name)) throw malformed(`The query says ${name} more than once.`);
    if (!known.includes(name)) throw new InvalidInput([{ path: name, code: "unknown_field", message: unknownName }]);
    values[name] = value;
  }
  return values;
}

const unknownName = "is not a parameter of this request";
