import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { bundleFunction } from "../../scripts/lambda/bundle-functions.ts";
import { startStandInAws } from "../lambda/stand-in-aws.ts";
import type { Group } from "../row.ts";
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
  ],
  async open({ quick }) {
    const folder = await mkdtemp(join(tmpdir(), "tintype-bench-"));
    const aws = await startStandInAws();
    await bundleFunction(file("../../apps/lambda/src/functions/http.ts"), `${folder}/http`);
    await bundleFunction(file("../lambda/empty-function.ts"), `${folder}/empty`, { inOneFile: true });
    const load = (name: string, ...event: string[]) =>
      loadFunction([`${folder}/${name}/index.mjs`, ...event], aws.environment);
    const startOf = async (name: string) => {
      const starts: Loaded[] = [];
      for (let time = 0; time < (quick ? 9 : 25); time += 1) starts.push(await load(name));
      return { wall: median(starts.map(({ ready }) => ready)), cpu: median(starts.map(({ cpu }) => cpu)) };
    };
    return {
      contenders: [
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
      ],
      async [Symbol.asyncDispose]() {
        await aws[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      },
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
