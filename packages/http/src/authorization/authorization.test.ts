import { parseSettings } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { allRoutes } from "../all-routes.ts";
import type { Answered } from "../http.fixture.ts";
import type { Route } from "../route.ts";
import { type CallerName, callersOf, prepare } from "./callers.fixture.ts";
import { expectations, type Outcome } from "./expectations.fixture.ts";
import { enter, type State, stateNames } from "./states.fixture.ts";
import { canaries, originalOf, snapshot, type World } from "./world.fixture.ts";

const routes = allRoutes({ settings: parseSettings({ publicUrl: "https://photos.example" }), base: "/api" });

/** What is sent where a body is needed. */
const bodies: Readonly<Record<string, object | ((world: World) => object)>> = {
  createPhoto: { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 },
  editPhoto: { title: "Mine" },
  signUpload: { method: "PUT", key: "a.jpg", contentType: "image/jpeg" },
  changePhotos: ({ photo }) => ({ ids: [photo], action: "tag", tags: ["mine"] }),
  changeShare: { maxViews: 100 },
  editAccount: { displayName: "Somebody" },
  createApiKey: { name: "Mine", scopes: ["photos:read"] },
};

interface Cell {
  readonly outcome: Outcome;
  readonly answer: Answered;
  /** Whether anything of Ana's is different afterwards. */
  readonly changed: boolean;
  /** What was said to somebody who is not to know it, or to the log. */
  readonly leaks: readonly string[];
}

async function ask(route: Route, caller: CallerName, state: State): Promise<Cell> {
  const { headers, afterwards, ...prepared } = await prepare(caller);
  const world = await enter(state, prepared.world);
  await afterwards?.();
  const before = await snapshot(world);
  const written = world.log.length;
  const body = bodies[nameForPeople(route)];
  const json = typeof body === "function" ? body(world) : body;
  const answer = await world.send(`${route.method} ${addressOf(route, world)}`, {
    ...(json && { json }),
    headers,
  });
  const shown = isOwners(caller) ? "" : JSON.stringify([answer.text, ...answer.headers]);
  const isDownload = route.operationId === "downloadSharedPhoto" && answer.status === 302;
  const secrets = [...Object.values(canaries), ...(isDownload ? [] : [originalOf(world)])];
  const logged = JSON.stringify(world.log.slice(written));
  return {
    outcome: answer.status < 400 ? (refusalOfOne(answer) ?? answer.status) : answer.body.code,
    answer,
    changed: before !== (await snapshot(world)),
    leaks: secrets.filter((secret) => shown.includes(secret) || logged.includes(secret)),
  };
}

/** Programs send what people send. */
const nameForPeople = ({ operationId }: Route): string =>
  operationId.replace(/^partner(.)/, (_, first: string) => first.toLowerCase());

/** Whoever may know what is Ana's, as far as they are let in at all. */
const isOwners = (caller: CallerName): boolean =>
  caller === "owner" ||
  caller === "owner with a token for openid" ||
  caller === "program" ||
  caller === "program that may only read" ||
  caller === "program of a signed-out owner";

/** Of many photos at once each is refused by itself. */
const refusalOfOne = ({ body }: Answered): Outcome | undefined => body?.refused?.[0]?.code;

function addressOf({ path }: Route, { photo, share, dataExport, apiKey, token }: World): string {
  const ids = { "/shares/": share, "/partner/shares/": share, "/me/": dataExport, "/api-keys/": apiKey };
  const id = Object.entries(ids).find(([prefix]) => path.startsWith(prefix))?.[1] ?? photo;
  const address = path.replace("{id}", id).replace("{token}", token);
  return address.startsWith("//") ? address.slice(1) : `/api${address}`;
}

/** What is the same whatever it was asked about: everything but its own id and the address. */
const sameness = ({ status, body, headers }: Answered): string => {
  const { "x-request-id": _, ...others } = Object.fromEntries(headers);
  return JSON.stringify([status, { ...body, requestId: "", instance: "" }, others]);
};

describe("authorization", () => {
  it("is said for every operation that there is, and for no other", () => {
    expect(Object.keys(expectations).toSorted()).toEqual(routes.map(({ operationId }) => operationId).toSorted());
  });

  it.each(routes.map((route) => [route.operationId, route] as const))("of %s holds", async (operationId, route) => {
    const cells = new Map<CallerName, Map<State, Cell>>();
    for (const caller of callersOf(operationId)) {
      const row = new Map<State, Cell>();
      for (const state of stateNames) row.set(state, await ask(route, caller, state));
      cells.set(caller, row);
    }

    const outcomes = Object.fromEntries(
      [...cells].map(([caller, row]) => [
        caller,
        Object.fromEntries([...row].map(([state, { outcome }]) => [state, outcome])),
      ]),
    );
    expect(outcomes).toEqual(expectations[operationId]);

    for (const [caller, row] of cells) {
      const refused = [...row.values()].filter(({ answer }) => answer.status >= 400);
      expect
        .soft(
          [...row.values()].filter(({ outcome, changed }) => typeof outcome === "string" && changed),
          `${caller} changed something`,
        )
        .toEqual([]);
      expect
        .soft(
          [...row.values()].flatMap(({ leaks }) => leaks),
          `${caller} learnt something`,
        )
        .toEqual([]);
      const tooMany = refused.filter(({ answer }) => answer.status === 429);
      expect
        .soft(
          tooMany.filter(({ answer }) => !(Number(answer.headers.get("retry-after")) > 0)),
          `${caller} is not told how long to wait`,
        )
        .toEqual([]);
      if (isOwners(caller)) continue;
      // Not yours, not there any more and never there are one answer; what grants are worth is no secret to their holder.
      const codes = Object.groupBy(refused, ({ outcome }) => outcome);
      for (const [code, alike = []] of Object.entries(codes)) {
        expect.soft(new Set(alike.map(({ answer }) => sameness(answer))).size, `${caller}: ${code}`).toBe(1);
      }
    }
  });

  it("is asked about in 6,800 ways at least", () => {
    const cells = routes.flatMap(({ operationId }) => callersOf(operationId)).length * stateNames.length;
    expect(cells).toBeGreaterThanOrEqual(6_800);
  });
});
