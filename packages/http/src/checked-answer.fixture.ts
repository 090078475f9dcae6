import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { RequestLog } from "./log.ts";
import { statusOf } from "./problem-codes.ts";

type Json = Record<string, unknown>;

/** Every code that a problem may have; refused tokens have more. */
const codes: ReadonlySet<string> = new Set(Object.keys(statusOf));

const onEveryAnswer = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
} as const;

/** What holds for every answer, whatever was asked: throws a sentence about the first thing that does not. */
export type CheckAnswer = (request: Request, response: Response, text: string, log: readonly RequestLog[]) => void;

/** Holds answers against the description that the API gives of itself; what it does not describe must not be there. */
export function createAnswerCheck(description: Json): CheckAnswer {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema(closed(description) as Json, "api");
  const paths = description["paths"] as Record<string, Record<string, { responses: Json }>>;
  const templates = Object.keys(paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  }));

  const validate = (pointer: string, value: unknown) => {
    const check = ajv.getSchema(`api#${pointer}`);
    if (check === undefined) throw new Error(`There is no schema at ${pointer}.`);
    if (!check(value))
      throw new Error(`${pointer} does not describe ${JSON.stringify(value)}: ${ajv.errorsText(check.errors)}`);
  };

  return (request, response, text, log) => {
    const { pathname } = new URL(request.url);
    const template = templates.find(({ pattern }) => pattern.test(pathname))?.template;
    const method = request.method === "HEAD" ? "get" : request.method.toLowerCase();
    const operation = template === undefined ? undefined : paths[template]?.[method];
    const tell = (sentence: string) =>
      new Error(`${request.method} ${pathname} ${response.status}: ${sentence} ${text.slice(0, 500)}`);

    for (const [name, value] of Object.entries(onEveryAnswer)) {
      if (response.headers.get(name) !== value) throw tell(`${name} is ${response.headers.get(name)}.`);
    }
    const requestId = response.headers.get("x-request-id") ?? "";
    if (!/^[A-Za-z0-9_-]{8,64}$/.test(requestId)) throw tell("There is no request id.");
    const [entry, ...others] = log;
    if (entry === undefined || others.length > 0) throw tell(`It was written down ${log.length} times.`);
    if (entry.requestId !== requestId || entry.status !== response.status)
      throw tell("Something else was written down.");

    const isProblem = response.status >= 400;
    const type = response.headers.get("content-type");
    const described = operation?.responses[response.status] as { description: string; content?: Json } | undefined;
    const isSilent = described !== undefined && described.content === undefined;
    if (request.method === "HEAD" || isSilent || response.status === 302) {
      if (text !== "") throw tell("It has a body.");
    } else if (type !== (isProblem ? "application/problem+json" : "application/json")) throw tell(`It is ${type}.`);

    if (described === undefined && (operation !== undefined || !isProblem)) throw tell("This status is not described.");
    if (text === "") return;
    const body: unknown = JSON.parse(text);
    if (isProblem) checkProblem(body as Json, described?.description);
    else
      validate(
        `/paths/${pointerTo(template ?? "")}/${method}/responses/${response.status}/content/application~1json/schema`,
        body,
      );

    function checkProblem(problem: Json, codesInWords: string | undefined): void {
      validate("/components/schemas/Problem", problem);
      const [code, detail] = [String(problem["code"]), String(problem["detail"])];
      if (problem["type"] !== `urn:tintype:problem:${code}`) throw tell("Its type is another one.");
      if (problem["status"] !== response.status) throw tell("It says another status.");
      if (problem["requestId"] !== requestId) throw tell("It says another request id.");
      if (/\bat .*\(|node_modules|\.ts:\d/.test(text)) throw tell("It shows what the code looks like.");
      const isSentence = /^[A-Z0-9][\s\S]* [\s\S]*[.!?]$/.test(detail);
      if (!isSentence && problem["errors"] === undefined) throw tell("It is not said in words.");
      const isToken = code.startsWith("token_");
      if (!isToken && !codes.has(code)) throw tell("This code is not on the list.");
      if (codesInWords !== undefined && !codesInWords.includes(isToken ? "`token_…`" : `\`${code}\``)) {
        throw tell("This code is not described here.");
      }
      const has = (name: string) => response.headers.has(name);
      if (response.status === 401 && !has("www-authenticate")) throw tell("It does not say how to sign in.");
      if ([429, 503].includes(response.status) && !has("retry-after")) throw tell("It does not say when to try again.");
      if (response.status === 405 && !has("allow")) throw tell("It does not say what is allowed.");
    }
  };
}

const pointerTo = (path: string): string => path.replaceAll("/", "~1");

/** The same schemas, taking nothing that they do not mention. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed(member)]));
  return copy["type"] === "object" && "properties" in copy ? { additionalProperties: false, ...copy } : copy;
}
