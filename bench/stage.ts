import { startChild } from "./child.ts";
import { type Load, type LoadGenerator, startLoadGenerator, wire } from "./load/drive.ts";
import { cpuMilliseconds } from "./processes.ts";
import type { Contender, Stage, StageOptions } from "./row.ts";
import { startTintype, type Tintype, type TintypeOptions } from "./tintype.ts";

/** What the groups build their contenders with; all that is started here ends with the stage. */
export interface StageTools {
  tintype(options?: TintypeOptions): Promise<Tintype>;
  /** Starts a bare server. */
  bare(module: URL, question?: object): Promise<Server>;
  /**
   * A contender that gives answers per second as `NAME`, its p95 as `NAMEP95`, megabytes per second as `NAMEMB` and
   * answers per second of the server's CPU time as `NAMECpu`.
   */
  load(name: string, server: Server, load: Pick<Load, "requests"> & Partial<Load>): Contender;
  /** The bare Hono application, as the contender `hello`. */
  hello(): Promise<Contender>;
  readonly stack: AsyncDisposableStack;
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

/** In milliseconds of CPU time. */
const COMPILED_AFTER = 1_500;

/** Makes the contenders, and keeps those that somebody wants. */
export async function openStage(
  { quick, wanted, profile }: StageOptions,
  build: (tools: StageTools) => Promise<readonly Contender[]>,
): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const generator: LoadGenerator = stack.use(startLoadGenerator());
  const tools: StageTools = {
    stack,
    tintype: async (options) => stack.use(await startTintype({ profile, ...options })),
    async bare(module, question = {}) {
      const child = startChild(module);
      stack.defer(() => child.stop());
      const { port } = await child.ask<{ port: number }>(question);
      return { pid: child.pid, port };
    },
    load: (name, { pid, port }, load) => {
      const usual = { port, connections: 8, warmUp: 300, duration: quick ? 700 : 2_000, status: 200, ...load };
      let isWarm = false;
      return {
        gives: [name, `${name}P95`, `${name}MB`],
        async run() {
          // V8 compiles what is used often while it is used, on other threads too: that is no part of any answer.
          const cold = cpuMilliseconds(pid);
          while (!isWarm) {
            await generator.drive({ ...usual, warmUp: 0, duration: 300 });
            isWarm = cpuMilliseconds(pid) - cold > COMPILED_AFTER;
          }
          const cpu = cpuMilliseconds(pid);
          const { answers, perSecond, bytesPerSecond, p95 } = await generator.drive(usual);
          const byCpu = (answers / (cpuMilliseconds(pid) - cpu)) * 1_000;
          const megabytes = bytesPerSecond / 1e6;
          return {
            [name]: perSecond,
            [`${name}Cpu`]: byCpu,
            [`${name}P95`]: p95,
            [`${name}MB`]: megabytes,
            [`${name}MBCpu`]: (megabytes / perSecond) * byCpu,
          };
        },
      };
    },
    async hello() {
      const server = await tools.bare(new URL("./bare/hello.ts", import.meta.url));
      return tools.load("hello", server, { requests: [wire("GET", "/")] });
    },
  };
  const contenders = (await build(tools)).filter(({ gives }) => gives.some((figure) => wanted.has(figure)));
  const own = stack.move();
  return { contenders, [Symbol.asyncDispose]: () => own.disposeAsync() };
}
