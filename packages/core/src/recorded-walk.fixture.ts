import { drain } from "./ports/drain.fixture.ts";
import { createSeededRandom } from "./ports/seeded-random.fixture.ts";
import { TintypeError } from "./shared/errors.ts";
import { days, minutes } from "./shared/instant.ts";
import { createWalkedActs } from "./walked-acts.fixture.ts";
import { type OpenWalkedStores, openMemoryStores, openWalkedWorld, type WalkedWorld } from "./walked-world.fixture.ts";

/**
 * Does that many things to Tintype over these stores, one after the other: what, the seed decides, and what came of the
 * things before. Resolves to a line for each, with everything that a caller could see of it; to what both people see of
 * theirs after every twenty; and to what is left a week later, the keys of the blobs included. Over all stores that behave
 * the same the lines are the same: ids are numbered as they come up, and what stores may choose (ETags, where a page
 * ends, the order of what follows from different photos) is not told.
 */
export async function recordWalk(seed: number, steps: number, open: OpenWalkedStores): Promise<readonly string[]> {
  await using world = await openWalkedWorld(open);
  const { ports, tintype } = world;
  const { lines, add } = createRecord();
  const nextAct = createWalkedActs(world, createSeededRandom(seed));
  for (let step = 1; step <= steps; step += 1) {
    const [name, act] = nextAct();
    await add(name, act);
    if (step % 20 === 0) await lookAround(world, add);
  }
  for (const pause of [minutes(2), minutes(11), days(1), minutes(11), days(6)]) {
    ports.clock.advance(pause);
    await tintype.reconcile();
    await drain(tintype, ports);
  }
  await tintype.sweep();
  await lookAround(world, add);
  for (const area of ["incoming", "originals", "media"] as const) {
    const keys: string[] = [];
    for await (const { key } of ports.blobs.list(area, "")) keys.push(key);
    await add(`blobs in ${area}`, async () => keys.toSorted());
  }
  return lines;
}

/** The first thing that came out otherwise over these stores than in memory, both ways; `undefined` where there is none. */
export async function differenceFromMemory(
  seed: number,
  steps: number,
  open: OpenWalkedStores,
): Promise<string | undefined> {
  const [ours, expected] = [await recordWalk(seed, steps, open), await recordWalk(seed, steps, openMemoryStores(seed))];
  const index = expected.findIndex((line, at) => line !== ours[at]);
  return index < 0 ? undefined : `${ours[index]}\ninstead of\n${expected[index]}`;
}

type Add = (name: string, act: () => Promise<unknown>) => Promise<void>;

/** Everything that both see of what is theirs. */
async function lookAround({ ports, tintype, ana, ben }: WalkedWorld, add: Add): Promise<void> {
  for (const person of [ana, ben]) {
    await add("all photos", async () => (await tintype.photos.listPhotos(person, { limit: 100 })).items);
    await add("the trash", async () => (await tintype.photos.listPhotos(person, { state: "trashed" })).items);
    await add("the months", () => tintype.photos.listMonths(person));
    await add("all links", async () => (await tintype.shares.listShares(person, { limit: 100 })).items);
    await add("the account", () => tintype.accounts.getAccount(person));
    await add("the usage", () => ports.usage.usage(person.userId));
  }
}

function createRecord(): { readonly lines: readonly string[]; readonly add: Add } {
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
    async add(name, act) {
      const end = await endOf(act());
      lines.push(`${lines.length} ${name}: ${end}`.replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/gi, numberOf));
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
