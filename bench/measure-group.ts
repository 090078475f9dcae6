import { loadavg } from "node:os";
import type { WantedGroup } from "./groups.ts";
import type { Contender, Figures, Row, StageOptions } from "./row.ts";
import { median } from "./statistics.ts";

export interface Measured {
  readonly row: Row;
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
  /** The same ratio of answers per second of CPU time, where both are servers: what others do to the machine hardly moves it. */
  readonly byCpu: number | undefined;
  readonly verdict: Verdict;
}

export type Verdict = "goal" | "floor" | "near" | "missed" | "no goal" | "unknown";

export interface MeasuredGroup {
  readonly measured: readonly Measured[];
  readonly notes: readonly string[];
}

export interface Run extends Omit<StageOptions, "wanted"> {
  readonly rounds: number;
  readonly say: (words: string) => void;
}

/** Runs every contender once in every round, backwards in every other one, and compares the medians. */
export async function measureGroup({ group, rows }: WantedGroup, run: Run): Promise<MeasuredGroup> {
  const wanted = new Set(rows.flatMap(({ ours, limit }) => (typeof limit === "string" ? [ours, limit] : [ours])));
  run.say(`${group.name}: getting ready`);
  await using stage = await group.open({ ...run, wanted });
  const rounds: Figures[] = [];
  for (let round = 1; round <= run.rounds; round += 1) {
    run.say(`${group.name}: round ${round} of ${run.rounds} (load ${loadavg()[0]?.toFixed(1)})`);
    rounds.push(await runOnce(round % 2 === 1 ? stage.contenders : stage.contenders.toReversed()));
  }
  const figure = (name: string) => median(rounds.map((figures) => figures[name] ?? Number.NaN));
  return {
    measured: rows.map((row) => {
      const ours = figure(row.ours);
      const limit = typeof row.limit === "string" ? figure(row.limit) : row.limit;
      const byCpu = figure(`${row.ours}Cpu`) / figure(`${row.limit}Cpu`);
      const verdict = judge(row, ours / limit);
      return { row, ours, limit, ratio: ours / limit, byCpu: Number.isFinite(byCpu) ? byCpu : undefined, verdict };
    }),
    notes: stage.notes ?? [],
  };
}

/** One after the other; where two give the same figure, the higher counts (only peaks are given twice). */
async function runOnce(contenders: readonly Contender[]): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const contender of contenders) {
    for (const [name, value] of Object.entries(await contender.run())) {
      figures[name] = Math.max(value, figures[name] ?? Number.NEGATIVE_INFINITY);
    }
  }
  return figures;
}

/** How far below its floor a row may be by CPU time, where caches and cores are shared: a quarter more time. */
const allowance = 1.25;

/** Judges by CPU time alone, where there is one, for machines that others use too. */
export function judgeByCpu(measured: Measured): Measured {
  const { row, byCpu } = measured;
  if (byCpu === undefined) return measured;
  const verdict = judge(row, byCpu);
  const atBest = row.better === "higher" ? byCpu * allowance : byCpu / allowance;
  return { ...measured, verdict: verdict === "missed" && judge(row, atBest) !== "missed" ? "near" : verdict };
}

function judge({ goal, floor, better }: Row, ratio: number): Verdict {
  if (goal === undefined || floor === undefined) return "no goal";
  if (!Number.isFinite(ratio) || ratio === 0) return "unknown";
  const reaches = (bound: number) => (better === "higher" ? ratio >= bound : ratio <= bound);
  if (reaches(goal)) return "goal";
  return reaches(floor) ? "floor" : "missed";
}
