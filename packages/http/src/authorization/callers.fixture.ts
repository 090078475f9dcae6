import { type ApiKeyId, days, minutes, plus, Scope, system, type UserActor } from "@tintype/core";
import { createWorld, type World } from "./world.fixture.ts";

/** A world, and the credentials that somebody in it sends. */
export interface Caller {
  readonly world: World;
  readonly headers?: Readonly<Record<string, string>>;
  /** What happens once the photo is in its state. */
  readonly afterwards?: () => Promise<void>;
}

/** Who calls. Whatever they need to have done before, they did while the photo was ready. */
const callers = {
  anonymous: async () => ({ world: await createWorld() }),
  owner: async () => {
    const world = await createWorld();
    return { world, headers: { authorization: world.ana.authorization } };
  },
  "other user": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: world.ben.authorization } };
  },
  "owner with a token for openid": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: world.ana.narrowAuthorization } };
  },
  "disabled owner": async () => {
    const world = await createWorld();
    await world.tintype.accounts.disableAccount(system, world.ana.id);
    return { world, headers: { authorization: world.ana.authorization } };
  },
  "signed-out owner": async () => {
    const world = await createWorld();
    await world.tintype.accounts.signOutEverywhere(system, world.ana.id);
    return { world, headers: { authorization: world.ana.authorization } };
  },
  "leaving owner": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: world.ana.authorization }, afterwards: () => leave(world) };
  },
  "owner who has left": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: world.ana.authorization }, afterwards: () => leaveForGood(world) };
  },
  "guest before opening": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: `Share ${world.token}` } };
  },
  guest: async () => {
    const world = await createWorld();
    return { world, headers: { authorization: await open(world) } };
  },
  "guest of another link": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: await open(world, world.otherToken) } };
  },
  "guest whose grant is over": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    world.ports.clock.advance(minutes(31));
    return { world, headers: { authorization } };
  },
  "guest of a revoked link": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    await world.tintype.shares.revokeShare(ana(world), world.share);
    return { world, headers: { authorization } };
  },
  "guest of an expired link": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    const expiresAt = plus(world.ports.clock.now(), minutes(1));
    await world.tintype.shares.changeShare(ana(world), world.share, { expiresAt });
    world.ports.clock.advance(minutes(1));
    return { world, headers: { authorization } };
  },
  "guest of a link with a new password": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    await world.tintype.shares.changeShare(ana(world), world.share, { password: "snow-flake" });
    return { world, headers: { authorization } };
  },
  "guest of a used-up link": async () => {
    const world = await createWorld({ maxViews: 1 });
    return { world, headers: { authorization: await open(world) } };
  },
  "guest of a leaving owner": async () => {
    const world = await createWorld();
    return { world, headers: { authorization: await open(world) }, afterwards: () => leave(world) };
  },
  "newcomer to a used-up link": async () => {
    const world = await createWorld({ maxViews: 1 });
    await open(world);
    return { world };
  },
} as const satisfies Record<string, () => Promise<Caller>>;

/** Programs, by their keys. */
const programs = {
  program: () => withKey({}),
  "program that may only read": () => withKey({ scopes: ["photos:read", "shares:read"] }),
  "program of another user": () => withKey({ of: "ben" }),
  "program with a revoked key": () =>
    withKey({ after: ({ tintype }, actor, id) => tintype.apiKeys.revokeApiKey(actor, id) }),
  "program with an expired key": () => withKey({ after: async ({ ports }) => ports.clock.advance(days(1)) }),
  "program whose month is used up": () => withKey({ monthlyQuota: 1, isUsed: true }),
  "program over its rate": () =>
    withKey({ rate: 1, after: ({ tintype }, _actor, _id, key) => tintype.apiKeys.identifyProgram(key) }),
  "program of a signed-out owner": () =>
    withKey({ after: ({ tintype, ana }) => tintype.accounts.signOutEverywhere(system, ana.id) }),
  "program of a disabled owner": () =>
    withKey({ after: ({ tintype, ana }) => tintype.accounts.disableAccount(system, ana.id) }),
  "program of a leaving owner": () => withKey({ after: leave }),
  "program of an owner who has left": () => withKey({ after: leaveForGood }),
} as const satisfies Record<string, () => Promise<Caller>>;

const everybody = { ...callers, ...programs };
export type CallerName = keyof typeof everybody;

const people = Object.keys(callers) as readonly CallerName[];
/** Under `/partner` nothing but keys is looked at, and elsewhere no key is. */
export const callersOf = (operationId: string): readonly CallerName[] =>
  operationId.startsWith("partner")
    ? ["anonymous", "owner", "guest", ...(Object.keys(programs) as readonly CallerName[])]
    : [...people, "program"];

export const prepare = (caller: CallerName): Promise<Caller> => everybody[caller]();

interface KeyOptions {
  readonly of?: "ana" | "ben";
  readonly scopes?: Scope[];
  readonly monthlyQuota?: number;
  readonly isUsed?: boolean;
  /** So many calls a second, and at once. */
  readonly rate?: number;
  readonly after?: (world: World, actor: UserActor, id: ApiKeyId, key: string) => Promise<unknown>;
}

async function withKey({
  of = "ana",
  scopes = [...Scope.options],
  monthlyQuota = 100,
  isUsed,
  rate = 10,
  after,
}: KeyOptions): Promise<Caller> {
  const world = await createWorld();
  const actor = { kind: "user", userId: world[of].id } as const;
  const expiresAt = plus(world.ports.clock.now(), days(1));
  const wanted = { name: "Program", scopes, monthlyQuota, rate, burst: rate, expiresAt };
  const { key, apiKey } = await world.tintype.apiKeys.createApiKey(actor, wanted);
  if (isUsed === true) await world.tintype.apiKeys.identifyProgram(key);
  return {
    world,
    headers: { "x-api-key": key },
    ...(after && { afterwards: async () => void (await after(world, actor, apiKey.id, key)) }),
  };
}

const ana = (world: World) => ({ kind: "user", userId: world.ana.id }) as const;

const leave = (world: World) => world.tintype.accounts.deleteAccount(system, world.ana.id);

async function leaveForGood(world: World): Promise<void> {
  await leave(world);
  await world.drain();
  await world.tintype.sweep();
}

async function open(world: World, token = world.token): Promise<string> {
  const { body } = await world.send(`POST /s/${token}/open`);
  return `Share ${body.grant}`;
}
