import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { parseSettings } from "@tintype/core";
import { bundleFunction } from "../../scripts/lambda/bundle-functions.ts";
import type { ImagingDone, ImagingWork } from "../bare/imaging.ts";
import { startChild } from "../child.ts";
import { startStandInAws } from "../lambda/stand-in-aws.ts";
import { openPhotos } from "../photos.ts";
import type { Contender, Group } from "../row.ts";
import { median } from "../statistics.ts";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const loader = file("../lambda/load-function.ts");

/** What the loader tells. */
interface Loaded {
  /** Milliseconds, by the clock and of the processor. */
  readonly ready: number;
  readonly cpu: number;
  readonly bytes: number;
  readonly answer?: { readonly statusCode: number; readonly body: string };
}

export const lambda: Group = {
  name: "lambda",
  rows: [
    {
      name: "lambda-code",
      what: "code that the Lambda function loads to answer GET /photos, AWS's SDK included",
      unit: "MB",
      ours: "code",
      limit: 0.6,
      against: "0.6 MB; an empty Hono function with DynamoDB's client, in one file, has 0.36 MB",
      better: "lower",
      goal: 1,
      floor: 1.5,
    },
    {
      name: "lambda-start",
      what: "loading the Lambda function until it can answer",
      unit: "ms",
      ours: "start",
      limit: "emptyStart",
      against: "an empty Hono function with DynamoDB's client, in one file, as bundlers make it unless told",
      better: "lower",
      goal: 1.3,
      floor: 1.6,
    },
    {
      name: "lambda-develop",
      what: "CPU time of developing a photo as the Lambda function does: hashed, checked, all renditions",
      unit: "CPU ms",
      ours: "develop",
      limit: "bareDevelop",
      against: "sharp alone: one decode for all renditions, one photo at a time",
      better: "lower",
      goal: 1.15,
      floor: 1.35,
    },
  ],
  async open({ quick, wanted }) {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), "tintype-bench-"));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const aws = stack.use(await startStandInAws());
    const photos = stack.use(await openPhotos(quick ? 6 : 20));
    const [ours, bare] = ["../lambda/develop-photos.ts", "../bare/imaging.ts"].map((path) => {
      const child = startChild(new URL(path, import.meta.url));
      stack.defer(() => child.stop());
      return child;
    });
    const { renditions } = parseSettings({ publicUrl: "http://localhost" });
    const paths = photos.all.map(({ path }) => path);
    const work: ImagingWork = { kind: "all", paths, inFlight: 1, renditions };
    const developWith = async (child: typeof ours) =>
      ((await child?.ask<ImagingDone>(work))?.cpuMilliseconds ?? Number.NaN) / paths.length;
    await bundleFunction(file("../../apps/lambda/src/functions/http.ts"), `${folder}/http`);
    await bundleFunction(file("../lambda/empty-function.ts"), `${folder}/empty`, { inOneFile: true });
    const load = (name: string, ...event: string[]) =>
      loadFunction([`${folder}/${name}/index.mjs`, ...event], aws.environment);
    const startOf = async (name: string) => {
      const starts: Loaded[] = [];
      for (let time = 0; time < (quick ? 9 : 25); time += 1) starts.push(await load(name));
      return { wall: median(starts.map(({ ready }) => ready)), cpu: median(starts.map(({ cpu }) => cpu)) };
    };
    const contenders: readonly Contender[] = [
      { gives: ["bareDevelop"], run: async () => ({ bareDevelop: await developWith(bare) }) },
      { gives: ["develop"], run: async () => ({ develop: await developWith(ours) }) },
      {
        gives: ["emptyStart"],
        async run() {
          const { wall, cpu } = await startOf("empty");
          return { emptyStart: wall, emptyStartCpu: cpu };
        },
      },
      {
        gives: ["start"],
        async run() {
          const { wall, cpu } = await startOf("http");
          return { start: wall, startCpu: cpu };
        },
      },
      {
        gives: ["code"],
        async run() {
          const { bytes, answer } = await load("http", aws.event);
          if (answer?.statusCode !== 200 || !answer.body.includes("Signature=")) {
            throw new Error(`GET /photos was answered ${JSON.stringify(answer)}.`);
          }
          return { code: bytes / 1e6 };
        },
      },
    ];
    const own = stack.move();
    return {
      contenders: contenders.filter(({ gives }) => gives.some((figure) => wanted.has(figure))),
      [Symbol.asyncDispose]: () => own.disposeAsync(),
    };
  },
};

async function loadFunction(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Loaded> {
  const child = fork(loader, args, { env: { PATH: env["PATH"], ...environment }, execArgv: [] });
  const ended = once(child, "exit");
  const [loaded] = await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error("The function could not be loaded."))),
  ]);
  await ended;
  return loaded as Loaded;
}
