import type { WireRequest } from "../gateways.fixture.ts";
import type { Answer, Door } from "./doors.fixture.ts";
import type { Memo, Recorded } from "./recorded.fixture.ts";

/** Sends all of them through a door, one after another, and tells what was answered to each. */
export async function replay(door: Door, requests: readonly Recorded[]): Promise<readonly [string, Answer][]> {
  const memo: Memo = {};
  const answers: [string, Answer][] = [];
  for (const [index, each] of requests.entries()) {
    door.world.requestId = `request-${index}`;
    await each.before?.(door.world, memo);
    const answer = await door.ask(wire(each, memo));
    remember(each, answer, memo);
    answers.push([`${index}: ${each.line}`, answer]);
  }
  return answers;
}

function wire({ line, asked = {} }: Recorded, memo: Memo): WireRequest {
  const [method = "", template = ""] = line.split(/ (.*)/s);
  const { as, json, body: said, headers } = typeof asked === "function" ? asked(memo) : asked;
  const body = json === undefined ? said : JSON.stringify(json);
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const all = {
    host: "photos.example",
    ...(as !== undefined && { authorization: `Bearer ${as}` }),
    ...(json !== undefined && { "content-type": "application/json" }),
    ...headers,
    ...(bytes !== undefined && { "content-length": `${bytes.length}` }),
  };
  return { method, target: filled(template, memo), headers: Object.entries(all), body: bytes };
}

/** Ids and tokens in the place of their names. */
const filled = (template: string, memo: Memo): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(memo[name] ?? `no-${name}`));

function remember({ keeps = {} }: Recorded, { body }: Answer, memo: Memo): void {
  for (const [name, path] of Object.entries(keeps)) {
    let value: unknown = JSON.parse(Buffer.from(body, "base64").toString());
    for (const part of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[part];
    memo[name] = String(value);
    if (name === "url") memo["token"] = memo[name].split("/").at(-1) ?? "";
  }
}
