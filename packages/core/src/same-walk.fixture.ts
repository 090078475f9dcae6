import { type OpenWalkedStores, openMemoryStores } from "./walked-world.fixture.ts";
import { openWalker, type Walker } from "./walker.fixture.ts";

/** The walks that all stores are led on: for each seed up to 2,000 acts (`fc.commands`), in all more than 10,000. */
export const walks = {
  seeds: Array.from({ length: 15 }, (_, seed) => seed + 1),
  constraints: { maxCommands: 2_000, size: "max", disableReplayLog: true },
} as const;

/** Memory, which is the model, and the stores that shall do the same: what `fc.asyncModelRun` runs acts on. */
export interface SameWalk extends AsyncDisposable {
  readonly model: Walker;
  readonly real: Walker;
  /** Throws the first thing that came out otherwise than in memory, both ways, once nothing happens for a week. */
  end(): Promise<void>;
}

export async function openSameWalk(open: OpenWalkedStores): Promise<SameWalk> {
  const [model, real] = [await openWalker(openMemoryStores(1)), await openWalker(open)];
  return {
    model,
    real,
    async end() {
      await model.end();
      await real.end();
      checkSame(model, real);
    },
    async [Symbol.asyncDispose]() {
      await real[Symbol.asyncDispose]();
      await model[Symbol.asyncDispose]();
    },
  };
}

/** One act as `fc.commands` takes it: both do what the seed says, and must see the same. */
export function walkedAct(seed: number) {
  return {
    check: () => true,
    async run(model: Walker, real: Walker): Promise<void> {
      await model.act(seed);
      await real.act(seed);
      checkSame(model, real, model.lines.length - 1);
    },
    toString: () => `walkedAct(${seed})`,
  };
}

/** Compares what both have told from that line on. Throws the whole story up to the first difference. */
function checkSame(model: Walker, real: Walker, from = 0): void {
  for (let at = from; at < model.lines.length; at += 1) {
    const expected = model.lines[at];
    if (real.lines[at] === expected) continue;
    const story = model.lines.slice(0, at).map((line) => `  ${line}`);
    throw new Error(["After", ...story, `${real.lines[at]}`, "instead of", `${expected}`].join("\n"));
  }
}
