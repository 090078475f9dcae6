import { drain } from "./ports/drain.fixture.ts";
import { TintypeError } from "./shared/errors.ts";
import { days, minutes } from "./shared/instant.ts";
import { createWalkedActs } from "./walked-acts.fixture.ts";
import { type OpenWalkedStores, openWalkedWorld } from "./walked-world.fixture.ts";

/**
 * Does things to Tintype over some stores and tells in a line what a caller could see of each. Over all stores that behave
 * the same the lines are the same: ids are numbered as they come up, and what stores may choose (ETags, where a page
 * ends, the order of what follows from different photos) is not told.
 */
export interface Walker extends AsyncDisposable {
  /** What it has told so far. */
  readonly lines: readonly string[];
  /** Does what that seed has somebody do. */
  act(seed: number): Promise<void>;
  /** Tells what is left a week later, the keys of the blobs included. */
  end(): Promise<void>;
}

export async function openWalker(open: OpenWalkedStores): Promise<Walker> {
  const world = await openWalkedWorld(open);
  const { ports, tintype } = world;
  const acts = createWalkedActs(world);
  const { lines, tell } = createTeller();
  return {
    lines,
    act: (seed) => tell(...acts.act(seed)),
    async end() {
      for (const pause of [minutes(2), minutes(11), days(1), minutes(11), days(6)]) {
        ports.clock.advance(pause);
        await tintype.reconcile();
        await drain(tintype, ports);
      }
      await tintype.sweep();
      await tell("a week later", acts.lookAround);
      for (const area of ["incoming", "originals", "media"] as const) {
        const keys: string[] = [];
        for await (const { key } of ports.blobs.list(area, "")) keys.push(key);
        await tell(`blobs in ${area}`, async () => keys.toSorted());
      }
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** Tells in a line what was done, in which ids are numbers, the same for the same id. */
function createTeller() {
  const lines: string[] = [];
  const numbers = new Map<string, string>();
  const numberOf = (id: string): string => {
    const known = id.toUpperCase();
    const number = numbers.get(known) ?? `#${numbers.size + 1}`;
    numbers.set(known, number);
    return number;
  };
  return {
    lines,
    async tell(name: string, act: () => Promise<unknown>): Promise<void> {
      const line = `${name}: ${await endOf(act())}`;
      lines.push(line.replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/gi, numberOf));
    },
  };
}

/** What came of it. Only what we refuse is an end. */
async function endOf(acting: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await acting, told) ?? "nothing";
  } catch (error) {
    if (error instanceof TintypeError) return error.code;
    throw error;
  }
}

/** What is told of a value, in the order of the alphabet. */
function told(name: string, value: unknown): unknown {
  if (untold.includes(name)) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Addresses, whose signatures begin and end with the id that they are for; tokens; what stores choose. */
const untold = ["url", "upload", "grant", "etag", "next"];
