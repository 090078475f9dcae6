import type { Settings } from "@tintype/core";
import type * as z from "zod";
import { statusOf } from "../problem-codes.ts";
import type { Answer, BytesBody, RequestBody, Route } from "../route.ts";
import { type Json, toJsonSchema } from "./json-schema.ts";
import { parametersOf } from "./parameters-of.ts";
import { problemWords } from "./problem-words.ts";
import { problemsOf } from "./problems-of.ts";

type Names = ReadonlyMap<unknown, string>;

/** One row as an OpenAPI operation. `names` are the schemas that are referred to instead of repeated. */
export function describeRoute(route: Route, names: Names, settings: Settings): Json {
  const { operationId, summary, description, tag, who, answers } = route;
  const parameters = parametersOf(route, names, settings);
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    tags: [tag],
    security: security[who],
    ...(parameters.length > 0 && { parameters }),
    ...describeBody(route, names, settings),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, answer]) => [status, describeAnswer(route, answer, names)]),
      ...describeProblems(route),
    ]),
  };
}

const security = {
  user: [{ accessToken: [] }],
  program: [{ apiKey: [] }],
  guest: [{ grant: [] }],
  visitor: [{}, { grant: [] }],
  anyone: [],
};

function describeBody({ body }: Route, names: Names, settings: Settings): Json {
  if (body === undefined) return {};
  const content = Object.entries(body.content).map(([type, schema]) => [
    type,
    { schema: describeContent(schema, names, settings) },
  ]);
  return { requestBody: { required: body.required, content: Object.fromEntries(content) } };
}

function describeContent(content: RequestBody["content"][string], names: Names, settings: Settings): Json {
  if (!("bytes" in content)) return schemaOf(content, "input", names);
  if ("json" in content) return schemaOf(content.json, "input", names);
  const photo = { type: "string", format: "binary", description: wordsFor(content, settings) };
  if (!("form" in content)) return photo;
  const { properties, required = [], ...form } = toJsonSchema(content.form, "input", names) as FormSchema;
  return { ...form, properties: { ...properties, file: photo }, required: [...required, "file"] };
}

interface FormSchema extends Json {
  readonly properties: Json;
  readonly required?: readonly string[];
}

const wordsFor = ({ bytes, otherwise }: BytesBody, settings: Settings): string =>
  `The photo itself, of at most ${bytes(settings)} bytes: ${otherwise}.`;

/** What people get where programs get JSON. */
const pageOf = ({ page }: Route): Json => (page === true ? { "text/html": { schema: { type: "string" } } } : {});

function describeAnswer(route: Route, { description, schema, headers = [] }: Answer, names: Names): Json {
  const content = schema && { "application/json": { schema: schemaOf(schema, "output", names) }, ...pageOf(route) };
  return { description, headers: referTo(["X-Request-Id", ...headers]), ...(content && { content }) };
}

function describeProblems(route: Route): [string, Json][] {
  const problems = Object.groupBy(problemsOf(route), (code) => `${statusOf[code]}`);
  return Object.entries(problems).map(([status, codes = []]) => {
    const refusedToken = status === "401" && route.who === "user" ? ["- `token_…`: the access token is refused"] : [];
    const lines = [...codes.map((code) => `- \`${code}\`: ${problemWords[code]}`), ...refusedToken];
    const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
    const content = { ...problem, ...(status === "404" && pageOf(route)) };
    const retry = ["409", "429", "503"].includes(status) ? (["Retry-After"] as const) : [];
    return [status, { description: lines.join("\n"), headers: referTo(["X-Request-Id", ...retry]), content }];
  });
}

const referTo = (headers: readonly string[]): Json =>
  Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function schemaOf(schema: z.ZodType, io: "input" | "output", names: Names): Json {
  const name = names.get(schema);
  return name === undefined ? toJsonSchema(schema, io, names) : { $ref: `#/components/schemas/${name}` };
}
