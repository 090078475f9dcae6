import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "../client.ts";
import { isShown, shownIn, ways } from "./comes-back.ts";
import { type Description, type Field, fieldsOf } from "./described-fields.ts";
import { garbage } from "./garbage.ts";
import { hostileTexts, hostileTokens } from "./hostile-texts.ts";
import { type HostileWorld, openHostileWorld } from "./hostile-world.ts";
import { canLook, residentBytes, whyNotLook } from "./processes.ts";
import { rawBodies } from "./raw-bodies.ts";
import { sendRaw } from "./raw-connection.ts";
import { endless, pipelined, rawRequests } from "./raw-requests.ts";
import { say } from "./say.ts";

const PATIENCE = 300_000;

let world: HostileWorld;
let idle: number;
let slow: Promise<readonly { readonly statuses: readonly number[] }[]>;

beforeAll(async () => {
  world = await openHostileWorld();
  idle = residentBytes(world.server.process.pid ?? 0);
  // They hold their connections while everything else happens.
  slow = Promise.all(Array.from({ length: 300 }, () => sendRaw(world.origin, endless)));
});
afterAll(() => world[Symbol.asyncDispose]());

const isWell = async () => (await fetch(`${world.origin}/readyz`)).status;

describe("bytes that are no request", () => {
  it.for([...rawRequests, ...rawBodies])("$name", async ({ bytes, answers, unfinished }) => {
    const { statuses } = await sendRaw(world.origin, bytes, { hangUp: unfinished === true });
    const [first = "closed", ...others] = statuses;
    // Whoever is refused while still talking may not hear it.
    expect(answers.some((status) => status !== 200) ? [...answers, "closed"] : answers).toContain(first);
    // What was smuggled in behind it is no request of its own.
    if (first !== 200) expect(others).not.toContain(200);
    expect(await isWell()).toBe(200);
  });

  it("1,000 pieces of garbage", { timeout: PATIENCE }, async () => {
    const pieces = garbage(1_000, 20_261_120);
    for (let at = 0; at < pieces.length; at += 50) {
      const batch = pieces.slice(at, at + 50);
      const answers = await Promise.all(batch.map((bytes) => sendRaw(world.origin, bytes, { hangUp: true })));
      expect(answers.flatMap(({ statuses }) => statuses).filter((status) => status >= 500)).toEqual([]);
      expect(await isWell()).toBe(200);
    }
  });

  it("200 requests that wait for no answer are answered in their order", async () => {
    const { statuses } = await sendRaw(world.origin, pipelined(200));
    expect(statuses).toEqual(Array.from({ length: 200 }, () => 200));
  });

  it("300 connections that never come to an end are ended", { timeout: PATIENCE }, async () => {
    expect(new Set((await slow).map(({ statuses }) => statuses[0]))).toEqual(new Set([408]));
  });
});

describe("texts that are hostile", () => {
  it("are refused or kept as they are, wherever the API takes something", { timeout: PATIENCE }, async () => {
    const fields = fieldsOf((await (await fetch(`${world.origin}/openapi.json`)).json()) as Description);
    expect(fields.length).toBeGreaterThan(90);
    const operations = Object.values(Object.groupBy(fields, ({ operationId }) => operationId));
    const faults = await Promise.all(operations.map((ofOne = []) => sayEverything(ofOne)));
    expect(faults.flat()).toEqual([]);
    expect(await isWell()).toBe(200);
  });

  it("are refused by the user pool", { timeout: PATIENCE }, async () => {
    const names = ["Username", "ClientId", "ConfirmationCode", "AccessToken", "Session"];
    for (const operation of [
      "SignUp",
      "ConfirmSignUp",
      "ForgotPassword",
      "GetUser",
      "RespondToAuthChallenge",
      "__proto__",
    ]) {
      const answers = names.flatMap((name) =>
        hostileTexts.map((text) => pool(world.origin, operation, { Username: "a", Password: "b", [name]: text })),
      );
      const statuses = new Set((await Promise.all(answers)).map(({ status }) => status));
      expect(
        [...statuses].filter((status) => status >= 500),
        operation,
      ).toEqual([]);
    }
  });

  it("are not read when they have 10 MB", { timeout: PATIENCE }, async () => {
    const { origin, authorization } = world;
    const body = JSON.stringify({ title: "a".repeat(10_000_000) });
    for (const [method, path] of [
      ["POST", "/api/photos"],
      ["PATCH", "/api/me"],
      ["POST", "/user-pool/"],
    ] as const) {
      const headers = { authorization: authorization(path), "content-type": "application/json" };
      // Whoever does not stop sending may find the door closed.
      const status = await fetch(`${origin}${path}`, { method, headers, body }).then(
        (answer) => answer.status,
        () => 413,
      );
      expect([status, await isWell()], path).toEqual([413, 200]);
    }
  });
});

describe("afterwards", () => {
  it("nothing has gone wrong", async () => {
    expect(world.server.stderr()).toBe("");
    expect(world.faults()).toEqual([]);
    const { id } = await world.ana.uploadDirectly(Buffer.from("The last one.")).then(({ body }) => body.photo);
    expect((await world.ana.developed(id)).failure?.code).toBe("image_unsupported");
  });

  it("the server occupies at most 1.5 times what it did before", { timeout: PATIENCE }, async ({ skip }) => {
    skip(!canLook, whyNotLook);
    const { pid = 0 } = world.server.process;
    await expect.poll(() => residentBytes(pid) / idle, { timeout: 60_000 }).toBeLessThan(1.5);
  });
});

/** Everything that is hostile in each of the fields, and what was wrong with the answers. */
async function sayEverything(fields: readonly Field[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const field of fields) {
    for (const what of sayings(field)) {
      const fault = await faultOf(field, what);
      const { operationId, place, steps } = field;
      if (fault !== undefined) faults.push(`${operationId} ${place} ${steps}: ${what.slice(0, 80)}: ${fault}`);
    }
  }
  return faults;
}

const known = new Set<string>();

/**
 * What to say in a field: everything where people write what they like, and some of it where the same is taken in another
 * body, where hardly any text is right, or where it is slow: photos are developed, and passwords have to be slow.
 */
function sayings({ operationId, method, place, steps, isFree }: Field): readonly string[] {
  const texts = place === "json" ? hostileTexts.map((text) => JSON.stringify(text)) : hostileTexts;
  const all = place === "json" ? [...texts, ...hostileTokens] : texts;
  const name = `${operationId} ${steps}`;
  const isSlow = steps.includes("password") || place === "form" || (place === "query" && method === "POST");
  const every = isSlow ? 16 : !isFree || known.has(name) ? 7 : 1;
  const from = known.size % every;
  known.add(name);
  return all.filter((_, index) => index % every === from);
}

async function faultOf(field: Field, what: string): Promise<string | undefined> {
  const { origin, ana, address } = world;
  const said = await say(world, field, what);
  if (said === undefined) return field.place === "header" ? undefined : "no answer";
  const { status, text } = said;
  const isBeyondHeaders = status === 431 && field.place !== "json" && field.place !== "form";
  const isElsewhere = field.place === "path" && status < 500;
  if (!field.statuses.includes(status) && !isBeyondHeaders && !isElsewhere) return `${status} ${text}`;
  if (status >= 500) return `${status} ${text}`;
  if (status >= 300 || text === "" || !isShown(field)) return undefined;
  const answer = JSON.parse(text);
  const sent: unknown = field.place === "json" ? JSON.parse(what) : what.toWellFormed();
  if (status === 201 && field.operationId === "createPhoto")
    await ana.api(`/photos/${answer.photo.id}?purge=true`, { method: "DELETE" });
  if (typeof sent !== "string" || status === 204) return undefined;
  const shown = shownIn(field, answer);
  if (!ways(sent).includes(shown)) return `came back as ${JSON.stringify(shown)}`;
  if (!field.isReadable || field.method !== "PATCH") return undefined;
  const headers = { authorization: world.authorization(field.path) };
  const kept = shownIn(
    field,
    await (await fetch(`${origin}${address(field.operationId, field.path)}`, { headers })).json(),
  );
  return kept === shown ? undefined : `was kept as ${JSON.stringify(kept)}`;
}
