import type { Photo } from "@tintype/core";
import { neverMade, type World } from "./world.fixture.ts";

const states = {
  initiated: (world) => change(world, { state: "initiated", ...unknown }),
  uploaded: (world) => change(world, { state: "uploaded", ...unknown }),
  processing: (world) => change(world, { state: "processing", original: undefined }),
  ready: async (world) => world,
  failed: (world) =>
    change(world, { state: "failed", ...unknown, failure: { code: "image_damaged", detail: "Broken." } }),
  trashed: async (world) => {
    await world.tintype.photos.trashPhoto({ kind: "user", userId: world.ana.id }, world.photo);
    return world;
  },
  purged: async (world) => {
    await world.tintype.photos.purgePhoto({ kind: "user", userId: world.ana.id }, world.photo);
    await world.drain();
    return world;
  },
  "never there": async (world) => neverMade(world),
} as const satisfies Record<string, (world: World) => Promise<World>>;

export type State = keyof typeof states;
export const stateNames = Object.keys(states) as readonly State[];

/** The world, once Ana's photo is in that state; it was ready before. */
export const enter = (state: State, world: World): Promise<World> => states[state](world);

const unknown = { original: undefined, sha256: undefined, renditions: undefined } as const;

async function change(
  world: World,
  changes: { readonly [Key in keyof Photo]?: Photo[Key] | undefined },
): Promise<World> {
  const before = await world.ports.photos.get(world.photo);
  if (before === undefined) throw new RangeError("The photo is not there.");
  const after = Object.entries({ ...before, ...changes, saved: before.saved + 1 }).filter(
    ([, value]) => value !== undefined,
  );
  await world.ports.photos.save({ before, after: Object.fromEntries(after) as Photo, events: [] });
  return world;
}
