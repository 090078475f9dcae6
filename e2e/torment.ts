import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import type { Config } from "../apps/dev-server/src/config.ts";
import { brokenPromises, debrisIn } from "./audit.ts";
import { bringToLife, type Child, isRunning, type Life } from "./killable.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { createRandom } from "./random.ts";
import { beRestless } from "./restless-client.ts";
import { signUp } from "./session.ts";

/** What a server was at when it was killed; often more than one thing. */
export type Phase = "starting" | "uploading" | "developing" | "sweeping";

export interface TormentOptions {
  /** What `killableProgram` made. */
  readonly program: string;
  readonly dataFolder: string;
  readonly kills: number;
  /** After how many kills everything is looked through. */
  readonly auditEvery: number;
  readonly seed: number;
  /** JPEGs to make photos of. */
  readonly pictures: readonly Uint8Array[];
}

/** What came of it. */
export interface Toll {
  readonly ledger: Ledger;
  readonly kills: number;
  /** How many kills met the server at what. */
  readonly met: ReadonlyMap<Phase, number>;
  readonly audits: number;
  /** Blobs that nothing referred to, and that were removed. */
  readonly swept: number;
  /** What clients were told and is not so, and what lies about; empty where all is well. */
  readonly wrongs: readonly string[];
}

const usual: Omit<Config, "dataFolder" | "settings"> = {
  port: 0,
  host: "127.0.0.1",
  publicUrl: undefined,
  origins: [],
  proxyHops: 0,
  rates: "off",
  imagingWorkers: 1,
  log: "text",
  reset: false,
};

/** A server on a data folder of its own, with clients that are never content, is killed again and again. */
export async function torment(options: TormentOptions): Promise<Toll> {
  const { program, dataFolder, auditEvery, seed, pictures } = options;
  const random = createRandom(seed);
  const ledger = createLedger();
  const met = new Map<Phase, number>();
  const wrongs: string[] = [];
  let [kills, audits, swept] = [0, 0, 0];

  // What got stuck is looked at soon.
  const busy: Config = {
    ...usual,
    dataFolder,
    settings: { recovery: { stalledAfter: 2_000, orphanAfter: 3_600_000 } },
  };
  let life = bringToLife(busy, program);
  await using _ = { [Symbol.asyncDispose]: () => life.kill() };
  const origin = await life.listening;
  const port = Number(new URL(origin).port);
  const again: Config = { ...busy, port };
  // Where nobody sends anything, what lies about is debris.
  const tidy: Config = { ...again, settings: { recovery: { stalledAfter: 2_000, orphanAfter: 1_000 } } };
  const people = await Promise.all(["ana", "ben"].map((name) => signUp(origin, `${name}@example.com`)));

  const end = new AbortController();
  let isHeld = false;
  let waiting = 0;
  const alive = async (): Promise<boolean> => {
    waiting += 1;
    while (!end.signal.aborted && (isHeld || !life.isListening())) await pause(5);
    waiting -= 1;
    return !end.signal.aborted;
  };
  const clients = people.flatMap((session) =>
    [0, 1].map(() => beRestless({ session, ledger, random: createRandom(random() * 2 ** 32), pictures, alive })),
  );

  let sweeping: Life | undefined;
  const children: Child[] = [];
  await somePhotos(4);
  while (kills < options.kills) {
    const chance = random();
    if (chance < 0.12) await pause(random() * 200);
    else if (chance < 0.7) await someAnswers(Math.floor(random() * 20));
    else if (chance < 0.78) await inTheSweep();
    else await somePhotos(1 + Math.floor(random() * 2));
    await kill(again);
    if (kills % auditEvery === 0 || kills === options.kills) await audit();
  }
  end.abort();
  await Promise.all(clients);
  await life.kill();
  return { ledger, kills, met, audits, swept, wrongs: [...wrongs, ...ledger.surprises] };

  async function kill(next: Config): Promise<void> {
    children.push(...life.children());
    const wasListening = life.isListening();
    if (!wasListening) meet("starting");
    if (ledger.sending > 0) meet("uploading");
    if (sweeping === life) meet("sweeping");
    await life.kill();
    if (wasListening && hasPhotoHalfway(dataFolder)) meet("developing");
    kills += 1;
    life = bringToLife(next, program);
  }

  function meet(phase: Phase): void {
    met.set(phase, (met.get(phase) ?? 0) + 1);
  }

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
    const [enough, late] = [seen() + many, performance.now() + 3_000];
    while (seen() < enough && performance.now() < late) await pause(2);
    await pause(random() * 30);
  }

  /** A moment after it has begun to look for what got stuck or was left behind. */
  async function inTheSweep(): Promise<void> {
    await life.listening;
    const asked = life;
    sweeping = asked;
    void asked
      .order(random() < 0.5 ? "sweep" : "reconcile")
      .catch(() => {
        // It was killed, as it should be.
      })
      .finally(() => {
        if (sweeping === asked) sweeping = undefined;
      });
    await pause(random() * 20);
  }

  /** Holds the server to everything that it has ever said, with nobody else asking. */
  async function audit(): Promise<void> {
    isHeld = true;
    while (waiting < clients.length) await pause(5);
    await kill(tidy);
    await life.listening;
    for (let quiet = 0; quiet < 3; quiet = (await isQuiet()) ? quiet + 1 : 0) await pause(1_000);
    for (let times = 0; times < 3; times += 1) {
      await inTheSweep();
      await kill(tidy);
    }
    await life.listening;
    swept += (await life.order("sweep")).removed;
    const left = (await life.order("sweep")).removed;
    if (left > 0) wrongs.push(`${left} orphans were left by a sweep`);
    wrongs.push(...(await brokenPromises(ledger)));
    children.push(...life.children());
    await life.stop();
    wrongs.push(...(await debrisIn(dataFolder, ledger)));
    // A child that outlives its parent would be waited for until the test runs out of time.
    while (children.some(isRunning)) await pause(20);
    children.length = 0;
    audits += 1;
    life = bringToLife(again, program);
    isHeld = false;
  }

  async function isQuiet(): Promise<boolean> {
    const { attended, troubles } = await life.order("reconcile");
    wrongs.push(...troubles);
    const lists = await Promise.all(people.map((session) => session.list()));
    return attended === 0 && !lists.flat().some(({ state }) => state === "uploaded" || state === "processing");
  }
}

/** Of a server that is no more. */
function hasPhotoHalfway(dataFolder: string): boolean {
  const database = new DatabaseSync(join(dataFolder, "tintype.db"), { readOnly: true });
  const photo = database.prepare("SELECT 1 FROM photos WHERE state = 'processing' LIMIT 1").get();
  database.close();
  return photo !== undefined;
}
