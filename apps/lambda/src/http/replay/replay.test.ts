import { beforeAll, describe, expect, it } from "vitest";
import { gateways } from "../gateways.fixture.ts";
import { allRecorded } from "./all-recorded.fixture.ts";
import { type Answer, openGateway, openNode } from "./doors.fixture.ts";
import { mine, type Recorded } from "./recorded.fixture.ts";
import { encodedRequests } from "./recorded-texts.fixture.ts";
import { replay } from "./replay.fixture.ts";

let requests: readonly Recorded[];
let expected: readonly [string, Answer][];

beforeAll(async () => {
  await using node = await openNode();
  const openapi = await (await node.world.app.request("/openapi.json")).json();
  requests = allRecorded(openapi as Parameters<typeof allRecorded>[0]);
  expected = await replay(node, requests);
});

describe("what is replayed", () => {
  it("is much, and finds out much", () => {
    expect(requests.length).toBeGreaterThanOrEqual(200);
    const found = new Set(expected.map(([, { status }]) => status));
    const wanted = [200, 201, 202, 204, 302, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422];
    expect(wanted.filter((status) => !found.has(status))).toEqual([]);
  });
});

describe.each(Object.keys(gateways))("through %s", (name) => {
  it("every request is answered as through Node", async () => {
    await using door = await openGateway(name);
    const answers = await replay(door, requests);
    expect(answers).toHaveLength(expected.length);
    for (const [index, answer] of answers.entries()) expect(answer).toEqual(expected[index]);
  });

  const statusOf = async (path: string) => {
    await using door = await openGateway(name);
    const [answered] = await replay(door, [{ line: `GET ${path}`, asked: mine }]);
    return answered?.[1].status;
  };

  it.each(["/api/me/..", "/api/../api/me", "/api/./me", "/api/photos/../me"])(
    "a path that could be tidied up is refused, as the dev server refuses it: %s",
    async (path) => {
      expect(await statusOf(path)).toBe(400);
    },
  );

  it.each(["/api/%6de", "/api%2fme"])(
    "%s is refused, but by an HTTP API, which decodes it before we see it",
    async (path) => {
      expect(await statusOf(path)).toBe(name.startsWith("an HTTP API") ? 200 : 400);
    },
  );

  it("no other path that could be spelled in two ways leads anywhere", async () => {
    await using door = await openGateway(name);
    const statuses = (await replay(door, encodedRequests)).map(([line, { status }]) => [line, status]);
    expect(statuses.filter(([, status]) => status !== 400)).toEqual([]);
  });
});
