import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operationTargets } from "../../packages/adapters-local/src/user-pool/operations.ts";
import { doors } from "./doors.ts";
import { operations, refusedTokens, spareToken, worthless } from "./operations.ts";
import { outcomeOf, sameness } from "./outcome.ts";
import { states } from "./places.ts";
import type { Outcome, Question } from "./question.ts";
import { type Answered, ask } from "./raw.ts";
import { canaries, openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** What everybody shows who has something to show, wherever they go. */
const callersIn = ({ tokens, grants, key }: World): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  nobody: {},
  ...Object.fromEntries(Object.entries(tokens).map(([who, token]) => [who, { authorization: `Bearer ${token}` }])),
  "a guest": { authorization: `Share ${grants.guest}` },
  "a guest of a revoked link": { authorization: `Share ${grants.gone}` },
  "a program": { "x-api-key": key },
});

interface Cell {
  readonly answer: Answered;
  readonly expected: Outcome;
}

let cells = 0;
async function table({ asks, outcome, toBearers }: Question): Promise<Readonly<Record<string, Cell>>> {
  const found: [string, Cell][] = [];
  for (const state of typeof outcome === "string" ? (["ready"] as const) : states) {
    const asked = await asks(world, state);
    for (const [caller, headers] of Object.entries(callersIn(world))) {
      const answer = await ask(world.origin, { ...asked, headers: { ...headers, ...asked.headers } });
      const usual = typeof outcome === "string" ? outcome : outcome[state];
      const expected = "authorization" in headers ? (toBearers ?? usual) : usual;
      found.push([`${caller}, ${state}`, { answer, expected }]);
    }
  }
  cells += found.length;
  return Object.fromEntries(found);
}

/** All that is Ana's and that somebody could change; addresses are signed anew every so often. */
async function library(): Promise<string> {
  const asked = await Promise.all(
    ["/me", "/photos?limit=100", "/photos?state=trashed", "/shares"].map((path) => world.ana.api<object>(path)),
  );
  return JSON.stringify(asked.map(({ body }) => body)).replaceAll(/\?Policy=[^"]*/g, "");
}

const questions = Object.entries(doors).flatMap(([door, asked]) =>
  Object.entries(asked).map(([name, question]) => [door, name, question] as const),
);

describe("the doors beside the API", () => {
  it("are all asked, and no others", async () => {
    const { body } = await ask(world.origin, { method: "GET", target: "/openapi.json" });
    const described = Object.keys(JSON.parse(body.toString()).paths).map(
      (path) => `ALL ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
    );
    const { composition } = world.server;
    const there = new Set([
      ...composition.get("localRoutes").map(({ prefix }) => `local ${prefix}`),
      ...composition.get("routes").routes.map(({ method, path }) => `${method} ${path}`),
    ]);
    expect([...there].filter((door) => !described.includes(door)).toSorted()).toEqual(Object.keys(doors).toSorted());
  });

  it.each(questions)("%s %s: one answer for everybody, and nothing changed", async (_door, _name, question) => {
    const before = await library();
    const asked = await table(question);
    const outcomes = Object.entries(asked).map(([who, { answer }]) => [who, outcomeOf(answer)]);
    expect.soft(outcomes).toEqual(Object.entries(asked).map(([who, { expected }]) => [who, expected]));
    const refused = Object.values(asked).flatMap(({ answer }) => (answer.status < 400 ? [] : [answer]));
    for (const [outcome, alike = []] of Object.entries(Object.groupBy(refused, outcomeOf))) {
      expect.soft(new Set(alike.map(sameness)).size, outcome).toBe(1);
    }
    const leaks = refused.filter(({ body }) => Object.values(canaries).some((canary) => body.includes(canary)));
    expect.soft(leaks).toEqual([]);
    expect(await library()).toBe(before);
  });

  it("are asked in more than four thousand ways", () => {
    expect(cells).toBeGreaterThan(4_000);
  });
});

const operate = (target: string, input: object, headers: Readonly<Record<string, string>> = {}): Promise<Answered> =>
  ask(world.origin, {
    method: "POST",
    target: "/user-pool/",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, ...headers },
    body: JSON.stringify(input),
  });

describe("the operations of the pools", () => {
  it("are all asked, and no others", () => {
    expect(operationTargets.toSorted()).toEqual(Object.keys(operations).toSorted());
  });

  it.each(Object.entries(operations))("%s", async (target, { input, outcome, asksToken, otherwise }) => {
    const before = await library();
    if (asksToken) {
      const asked = await Promise.all(
        worthless(world).map(async ([what, AccessToken]) => [
          what,
          outcomeOf(await operate(target, { ...input, AccessToken })),
        ]),
      );
      expect.soft(Object.fromEntries(asked)).toEqual(refusedTokens);
      expect.soft(outcomeOf(await operate(target, input))).toBe(otherwise);
      expect.soft(outcomeOf(await operate(target, { ...input, AccessToken: await spareToken(world) }))).toBe(outcome);
    } else {
      const answers = [];
      // One after another: some are held back who ask at once.
      for (const headers of Object.values(callersIn(world)).slice(0, 4))
        answers.push(await operate(target, input, headers));
      expect.soft([...new Set(answers.map(outcomeOf))]).toEqual([outcome]);
      expect.soft(new Set(answers.map(sameness)).size).toBe(1);
    }
    expect(await library()).toBe(before);
  });
});
