import { type Field, jsonWith } from "./described-fields.ts";
import type { HostileWorld } from "./hostile-world.ts";
import { sendRaw } from "./raw-connection.ts";

export interface Said {
  readonly status: number;
  readonly text: string;
}

let count = 0;

/** Says something in the field, where it can be said there, with everything else as it should be: JSON's fields take a token. */
export async function say(world: HostileWorld, field: Field, what: string): Promise<Said | undefined> {
  const { origin, address, authorization } = world;
  const { method, place, steps, operationId, body } = field;
  const name = String(steps[0]);
  const said = place === "path" ? field.path.replace(`{${name}}`, () => encoded(what)) : field.path;
  const target = address(operationId, said) + (place === "query" ? `?${name}=${encoded(what)}` : "");
  const headers = { accept: "application/json", authorization: authorization(field.path) };
  if (place === "header") return sayInHeader(field, origin, target, headers, what);
  const [type, content] = contentOf(field, what);
  const answer = await fetch(`${origin}${target}`, {
    method,
    headers: { ...headers, ...(type !== undefined && { "content-type": type }) },
    redirect: "manual",
    ...(body !== undefined && { body: content }),
  });
  return { status: answer.status, text: await answer.text() };
}

function contentOf(field: Field, what: string): [string | undefined, string | FormData] {
  const { place, body, steps } = field;
  if (place === "json") return ["application/json", jsonWith(field, what)];
  // Where the query says something of a photo, the photo is the body.
  if (place === "query") return ["image/jpeg", noImage()];
  if (place !== "form") return ["application/json", JSON.stringify(body)];
  const form = new FormData();
  if (steps[0] !== "file") form.set("file", new Blob([noImage()]), "a.jpg");
  form.append(String(steps[0]), what);
  return [undefined, form];
}

/** Bytes that nobody has sent before, and that take no time to develop. */
const noImage = (): string => `No image, number ${count++}.`;

/** Whatever bytes it has: what cannot stand in a header ends it. */
async function sayInHeader(
  { method, steps, body }: Field,
  origin: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  what: string,
): Promise<Said | undefined> {
  const content = body === undefined ? "" : JSON.stringify(body);
  const said = Buffer.from(what.toWellFormed()).toString("latin1");
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "Host: localhost",
    "Connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(content === "" ? [] : ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(content)}`]),
    `${String(steps[0])}: ${said}`,
  ];
  const { statuses, text } = await sendRaw(origin, `${lines.join("\r\n")}\r\n\r\n${content}`);
  return statuses[0] === undefined
    ? undefined
    : { status: statuses[0], text: text.slice(text.indexOf("\r\n\r\n") + 4) };
}

const encoded = (what: string): string => encodeURIComponent(what.toWellFormed());
