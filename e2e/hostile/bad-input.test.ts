import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "../client.ts";
import { type Description, fieldsOf } from "./described-fields.ts";
import { garbage } from "./garbage.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { type HostileWorld, openHostileWorld } from "./hostile-world.ts";
import { canLook, residentBytes, whyNotLook } from "./processes.ts";
import { rawBodies } from "./raw-bodies.ts";
import { sendRaw } from "./raw-connection.ts";
import { endless, pipelined, rawRequests } from "./raw-requests.ts";
import { sayEverything } from "./say-everything.ts";

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
    const faults = await Promise.all(operations.map((ofOne = []) => sayEverything(world, ofOne)));
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
      const answers = hostileTexts.map((text, index) =>
        pool(world.origin, operation, { Username: "a", Password: "b", [names[index % names.length] ?? ""]: text }),
      );
      const statuses = new Set((await Promise.all(answers)).map(({ status }) => status));
      expect(
        [...statuses].filter((status) => status >= 500),
        operation,
      ).toEqual([]);
    }
  });

  it("are refused beside the API, too", { timeout: PATIENCE }, async () => {
    const names =
      "client_id redirect_uri state scope code code_challenge username password token Signature Policy partNumber".split(
        " ",
      );
    const paths =
      "/oauth2/authorize /oauth2/token /oauth2/revoke /login /sign-in /logout /blobs/t/x /p/x /dl/x /_dev/mailbox /";
    for (const [turn, path] of paths.split(" ").entries()) {
      for (const [index, text] of hostileTexts.entries()) {
        if ((index + turn) % 3 > 0) continue;
        const said = new URLSearchParams({ [names[index % names.length] ?? ""]: text });
        const asked = await fetch(`${world.origin}${path}?${said}`, { redirect: "manual" });
        const sent = await fetch(`${world.origin}${path}`, { method: "POST", body: said, redirect: "manual" });
        await Promise.all([asked.text(), sent.text()]);
        const statuses = [asked.status, sent.status];
        expect(Math.max(...statuses), `${path} ${said}`.slice(0, 200)).toBeLessThan(500);
      }
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
