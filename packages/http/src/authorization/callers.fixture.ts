import { minutes, plus, system } from "@tintype/core";
import { createWorld, type World } from "./world.fixture.ts";

/** A world, and the credentials that somebody in it sends. */
export interface Caller {
  readonly world: World;
  readonly authorization?: string;
  /** What happens once the photo is in its state. */
  readonly afterwards?: () => Promise<void>;
}

/** Who calls. Whatever they need to have done before, they did while the photo was ready. */
const callers = {
  anonymous: async () => ({ world: await createWorld() }),
  owner: async () => {
    const world = await createWorld();
    return { world, authorization: world.ana.authorization };
  },
  "other user": async () => {
    const world = await createWorld();
    return { world, authorization: world.ben.authorization };
  },
  "disabled owner": async () => {
    const world = await createWorld();
    await world.tintype.accounts.disableAccount(system, world.ana.id);
    return { world, authorization: world.ana.authorization };
  },
  "signed-out owner": async () => {
    const world = await createWorld();
    await world.tintype.accounts.signOutEverywhere(system, world.ana.id);
    return { world, authorization: world.ana.authorization };
  },
  "leaving owner": async () => {
    const world = await createWorld();
    return { world, authorization: world.ana.authorization, afterwards: () => leave(world) };
  },
  "owner who has left": async () => {
    const world = await createWorld();
    const afterwards = async () => {
      await leave(world);
      await world.drain();
      await world.tintype.sweep();
    };
    return { world, authorization: world.ana.authorization, afterwards };
  },
  "guest before opening": async () => {
    const world = await createWorld();
    return { world, authorization: `Share ${world.token}` };
  },
  guest: async () => {
    const world = await createWorld();
    return { world, authorization: await open(world) };
  },
  "guest of another link": async () => {
    const world = await createWorld();
    return { world, authorization: await open(world, world.otherToken) };
  },
  "guest whose grant is over": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    world.ports.clock.advance(minutes(31));
    return { world, authorization };
  },
  "guest of a revoked link": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    await world.tintype.shares.revokeShare(ana(world), world.share);
    return { world, authorization };
  },
  "guest of an expired link": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    const expiresAt = plus(world.ports.clock.now(), minutes(1));
    await world.tintype.shares.changeShare(ana(world), world.share, { expiresAt });
    world.ports.clock.advance(minutes(1));
    return { world, authorization };
  },
  "guest of a link with a new password": async () => {
    const world = await createWorld();
    const authorization = await open(world);
    await world.tintype.shares.changeShare(ana(world), world.share, { password: "snow-flake" });
    return { world, authorization };
  },
  "guest of a used-up link": async () => {
    const world = await createWorld({ maxViews: 1 });
    return { world, authorization: await open(world) };
  },
  "guest of a leaving owner": async () => {
    const world = await createWorld();
    return { world, authorization: await open(world), afterwards: () => leave(world) };
  },
  "newcomer to a used-up link": async () => {
    const world = await createWorld({ maxViews: 1 });
    await open(world);
    return { world };
  },
} as const satisfies Record<string, () => Promise<Caller>>;

export type CallerName = keyof typeof callers;
export const callerNames = Object.keys(callers) as readonly CallerName[];

export const prepare = (caller: CallerName): Promise<Caller> => callers[caller]();

const ana = (world: World) => ({ kind: "user", userId: world.ana.id }) as const;

const leave = (world: World) => world.tintype.accounts.deleteAccount(system, world.ana.id);

async function open(world: World, token = world.token): Promise<string> {
  const { body } = await world.send(`POST /s/${token}/open`);
  return `Share ${body.grant}`;
}
