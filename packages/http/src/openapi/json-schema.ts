import { Instant } from "@tintype/core";
import * as z from "zod";

export type Json = Record<string, unknown>;
export type Direction = "input" | "output";

/**
 * A schema in the words of JSON Schema 2020-12, as clients want it: with `$ref`s to named schemas inside it, dates marked
 * as such, integers of 64 bits (of which we take those that JavaScript can tell apart), and answers open for what later
 * versions add.
 */
export function toJsonSchema(schema: z.ZodType, io: Direction, names: ReadonlyMap<unknown, string>): Json {
  const { $schema, ...converted } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const name = (zodSchema as unknown) === schema ? undefined : names.get(zodSchema);
      if (name !== undefined) replace(jsonSchema, { $ref: `#/components/schemas/${name}` });
      else tidy(zodSchema, jsonSchema, io);
    },
  });
  return converted;
}

function tidy(zodSchema: unknown, schema: Json, io: Direction): void {
  delete schema["propertyNames"];
  delete schema["readOnly"];
  if (schema["minimum"] === Number.MIN_SAFE_INTEGER) delete schema["minimum"];
  if (schema["maximum"] === Number.MAX_SAFE_INTEGER && io === "output") delete schema["maximum"];
  if (schema["type"] === "integer" && schema["exclusiveMinimum"] === 0) {
    delete schema["exclusiveMinimum"];
    schema["minimum"] = 1;
  }
  if (schema["type"] === "integer" && Number(schema["maximum"] ?? Infinity) >= 2 ** 31) schema["format"] = "int64";
  if (schema["additionalProperties"] === false && io === "output") delete schema["additionalProperties"];
  const [member, none, ...others] = (schema["anyOf"] ?? []) as readonly Json[];
  if (typeof member?.["type"] === "string" && none?.["type"] === "null" && others.length === 0) {
    const { anyOf: _, ...said } = schema;
    replace(schema, { ...member, ...said, type: [member["type"], "null"] });
  }
  if (zodSchema === Instant) {
    replace(schema, { type: "string", format: "date-time", ...(io === "input" && { pattern: schema["pattern"] }) });
  }
}

function replace(schema: Json, by: Json): void {
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, by);
}
