import { env } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Config } from "../apps/dev-server/src/config.ts";
import { brokenPromises, debrisIn } from "./audit.ts";
import { bringToLife, type Life } from "./killable.ts";
import { drawPhoto } from "./landscapes.ts";
import { createLedger } from "./ledger.ts";
import { createRandom } from "./random.ts";
import { beRestless } from "./restless-client.ts";
import { temporaryFolder } from "./server.ts";
import { type Session, signUp } from "./session.ts";

/** How often the server is killed: `TINTYPE_KILLS=500 npm test` for a long look. */
const kills = Number(env["TINTYPE_KILLS"] ?? (env["CI"] === undefined ? 10 : 100));
const seed = 20_261_120;

it(`loses nothing that was acknowledged by ${kills} times kill -9`, { timeout: 3_600_000 }, async () => {
  await using folder = await temporaryFolder();
  const random = createRandom(seed);
  const ledger = createLedger();
  const pictures = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) =>
      drawPhoto(n, n === 6 ? { width: 1_800, height: 1_200 } : { width: 600, height: 400 }),
    ),
  );
  const config: Config = {
    port: 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    origins: [],
    proxyHops: 0,
    rates: "off",
    dataFolder: folder.path,
    imagingWorkers: undefined,
    log: "text",
    reset: false,
    // What got stuck is looked at soon; what lies about is debris soon.
    settings: { recovery: { stalledAfter: 2_000, orphanAfter: 1_000 } },
  };

  let life = bringToLife(config);
  await using _ = { [Symbol.asyncDispose]: () => life.kill() };
  const origin = await life.listening;
  const again = { ...config, port: Number(new URL(origin).port) };
  const people = await Promise.all(["ana", "ben", "eva"].map((name) => signUp(origin, `${name}@example.com`)));

  const end = new AbortController();
  const alive = async (): Promise<boolean> => {
    while (!end.signal.aborted && !life.isListening()) await pause(5);
    return !end.signal.aborted;
  };
  const clients = people.flatMap((session: Session) =>
    [0, 1].map(() =>
      beRestless({ session: session.at(origin), ledger, random: createRandom(random() * 2 ** 32), pictures, alive }),
    ),
  );

  await somePhotos(6);

  const orphans = new Set<number>();
  let whileStarting = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const chance = random();
    if (chance < 0.15) await pause(random() * 400);
    else if (chance < 0.75) await someAnswers(Math.floor(random() * 30));
    else await somePhotos(1 + Math.floor(random() * 3));
    for (const child of life.children()) orphans.add(child);
    if (!life.isListening()) whileStarting += 1;
    await life.kill();
    life = bringToLife(again);
  }
  await life.listening;
  end.abort();
  await Promise.all(clients);

  const swept = await recover(life);
  const acknowledged = ledger.entries.filter((entry) => entry.acknowledged);
  const unfinished = ledger.entries.length - acknowledged.length;
  console.info(
    [
      `kill -9: ${kills} times, ${whileStarting} of them while starting;`,
      `${acknowledged.length} photos acknowledged, ${unfinished} uploads cut off;`,
      [...ledger.counts].map(([what, count]) => `${count} ${what}`).join(", "),
      `; ${swept} orphans swept`,
    ].join(" "),
  );
  expect(ledger.surprises).toEqual([]);
  if (kills >= 100) {
    expect([...ledger.counts.keys()]).toEqual(expect.arrayContaining(["trashed", "restored", "purged", "revoked"]));
    expect(whileStarting).toBeGreaterThan(0);
  }
  expect([...orphans].filter(isRunning)).toEqual([]);

  /** A moment after so many requests have been answered. */
  async function someAnswers(many: number): Promise<void> {
    const answers = () =>
      [...ledger.counts].reduce((sum, [what, count]) => (what === "looked at" ? sum : sum + count), 0);
    await more(answers, many);
  }

  /** A moment after so many photos have been seen ready. */
  async function somePhotos(many: number): Promise<void> {
    await more(() => ledger.entries.filter(({ ready }) => ready).length, many);
  }

  async function more(seen: () => number, many: number): Promise<void> {
    await life.listening;
    const [enough, late] = [seen() + many, performance.now() + 5_000];
    while (seen() < enough && performance.now() < late) await pause(1);
    await pause(random() * 30);
  }

  async function recover(final: Life): Promise<number> {
    const isQuiet = async (): Promise<boolean> => {
      const { attended, troubles } = await final.order("reconcile");
      expect(troubles).toEqual([]);
      const lists = await Promise.all(people.map((session) => session.list()));
      return attended === 0 && !lists.flat().some(({ state }) => state === "uploaded" || state === "processing");
    };
    for (let quiet = 0; quiet < 3; quiet = (await isQuiet()) ? quiet + 1 : 0) await pause(1_000);
    const { removed } = await final.order("sweep");
    expect(await final.order("sweep")).toMatchObject({ removed: 0 });
    expect(await brokenPromises(ledger)).toEqual([]);
    await final.stop();
    expect(await debrisIn(folder.path, ledger)).toEqual([]);
    return removed;
  }
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
