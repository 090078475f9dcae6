import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { installedBytes } from "../installed-bytes.ts";
import { cpuMilliseconds, residentBytes } from "../processes.ts";
import type { Contender, Figures, Group } from "../row.ts";
import { startTintype } from "../tintype.ts";

export const processRows: Group = {
  name: "process",
  rows: [
    {
      name: "start",
      what: "start of the process until a signed-in user's first answer (data is there)",
      unit: "ms",
      ours: "start",
      limit: "emptyStart",
      against: "an empty Node process, start to end",
      better: "lower",
      goal: 6.45,
      floor: 8.87,
      converted: "rival 639 ms × 0.40 and × 0.55, where this limit was 39.6 ms",
    },
    {
      name: "idle-memory",
      what: "memory once started, idle",
      unit: "MB",
      ours: "idle",
      limit: "emptyMemory",
      against: "an empty Node process",
      better: "lower",
      goal: 2.41,
      floor: 2.89,
      converted: "rival 135 MB × 0.75 and × 0.9, where this limit was 42 MB",
      ci: true,
    },
    {
      name: "installed-size",
      what: "the server with its production dependencies, on disk",
      unit: "MB",
      ours: "installed",
      limit: 207,
      against: "best rival as it was measured: 207 MB",
      better: "lower",
      goal: 0.4,
      floor: 0.5,
      ci: true,
    },
  ],
  async open({ quick, wanted, profile }) {
    const first = await startTintype();
    await first.stop();
    const again = { dataFolder: first.dataFolder, port: first.port, token: first.user.token, profile };
    const contenders: readonly Contender[] = [
      { gives: ["emptyStart"], run: emptyStart },
      { gives: ["emptyMemory"], run: async () => ({ emptyMemory: await emptyMemory() }) },
      {
        gives: ["start", "idle"],
        async run() {
          await using tintype = await startTintype(again);
          const startCpu = cpuMilliseconds(tintype.pid);
          await setTimeout(quick ? 1_000 : 3_000);
          return { start: tintype.startedIn, startCpu, idle: residentBytes(tintype.pid) / 1e6 };
        },
      },
      {
        gives: ["installed"],
        run: async () => ({ installed: installedBytes("apps/dev-server", ["apps/web/bundle"]) / 1e6 }),
      },
    ];
    return {
      contenders: contenders.filter(({ gives }) => gives.some((figure) => wanted.has(figure))),
      [Symbol.asyncDispose]: () => first[Symbol.asyncDispose](),
    };
  },
};

async function emptyStart(): Promise<Figures> {
  const begun = performance.now();
  const child = spawn(process.execPath, [
    "-e",
    "const { user, system } = process.cpuUsage(); console.log(user + system)",
  ]);
  const [said] = await once(child.stdout, "data");
  await once(child, "exit");
  return { emptyStart: performance.now() - begun, emptyStartCpu: Number(said) / 1_000 };
}

async function emptyMemory(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e9)"], { stdio: "ignore" });
  await setTimeout(500);
  const bytes = residentBytes(child.pid ?? 0);
  child.kill();
  await once(child, "exit");
  return bytes / 1e6;
}
