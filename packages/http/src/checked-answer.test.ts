import { parseSettings } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { allRoutes } from "./all-routes.ts";
import { createAnswerCheck } from "./checked-answer.fixture.ts";
import { openHttp } from "./http.fixture.ts";
import type { RequestLog } from "./log.ts";
import { describeApi } from "./openapi/describe-api.ts";

const settings = parseSettings({ publicUrl: "https://photos.example" });
const check = createAnswerCheck(describeApi(allRoutes({ settings, base: "/api" }), settings, "/api"));

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
  readonly log: readonly RequestLog[];
}

/** Holds an answer of ours, with something about it changed, against the description. */
async function checked(line: string, change: (answer: Answer) => Partial<Answer>): Promise<void> {
  const { send, ana, log } = await openHttp();
  const { status, headers, body } = await send(line, { as: ana });
  const answer: Answer = { status, headers: Object.fromEntries(headers), body, log: log.slice(-1) };
  const changed = { ...answer, ...change(answer) };
  const [method = "", path = ""] = line.split(" ");
  check(
    new Request(`http://localhost${path}`, { method }),
    new Response(null, { status: changed.status, headers: changed.headers }),
    JSON.stringify(changed.body),
    changed.log,
  );
}

const without = (answer: Answer, header: string) => ({ headers: { ...answer.headers, [header]: "" } });
const found = "GET /api/me";
const missing = "GET /api/photos/01JD4QZ0000000000000000001";

describe("what every answer is held to", () => {
  it("holds for answers that are right", async () => {
    await checked(found, (answer) => answer);
    await checked(missing, (answer) => answer);
  });

  it.each<[string, string, (answer: Answer) => Partial<Answer>]>([
    ["a property that nobody described", found, ({ body }) => ({ body: { ...body, passwordHash: "x" } })],
    ["a property that is missing", found, ({ body }) => ({ body: { ...body, email: undefined } })],
    [
      "a property inside another",
      found,
      ({ body }) => ({ body: { ...body, usage: { ...(body["usage"] as object), more: 1 } } }),
    ],
    [
      "a status that nobody described",
      found,
      ({ log }) => ({ status: 203, log: log.map((entry) => ({ ...entry, status: 203 })) }),
    ],
    ["no word on keeping it", found, (answer) => without(answer, "cache-control")],
    ["no word on sniffing", found, (answer) => without(answer, "x-content-type-options")],
    ["no request id", found, (answer) => without(answer, "x-request-id")],
    ["another type", found, (answer) => ({ headers: { ...answer.headers, "content-type": "text/html" } })],
    ["nothing written down", found, () => ({ log: [] })],
    ["two lines written down", found, ({ log }) => ({ log: [...log, ...log] })],
    ["another status written down", found, ({ log }) => ({ log: log.map((entry) => ({ ...entry, status: 500 })) })],
    [
      "a code that nobody described",
      missing,
      ({ body }) => ({ body: { ...body, code: "oops", type: "urn:tintype:problem:oops" } }),
    ],
    [
      "a code of another operation",
      missing,
      ({ body }) => ({ body: { ...body, code: "share_not_found", type: "urn:tintype:problem:share_not_found" } }),
    ],
    ["another type of problem", missing, ({ body }) => ({ body: { ...body, type: "about:blank" } })],
    ["another status in words", missing, ({ body }) => ({ body: { ...body, status: 400 } })],
    ["another request id in words", missing, ({ body }) => ({ body: { ...body, requestId: "request-99" } })],
    ["a stack", missing, ({ body }) => ({ body: { ...body, detail: "Error\n    at get (/srv/photos.ts:3:1)" } })],
    ["no sentence", missing, ({ body }) => ({ body: { ...body, detail: "ENOENT" } })],
  ])("does not hold with %s", async (_, line, change) => {
    await expect(checked(line, change)).rejects.toThrow();
  });
});
