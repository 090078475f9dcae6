import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import process, { argv, stderr, stdout } from "node:process";
import { type Arguments, readArguments, usage } from "./arguments.ts";
import { findRows, type WantedGroup } from "./groups.ts";
import { describeMachine } from "./machine.ts";
import { judgeByCpu, type Measured, type MeasuredGroup, measureGroup, type Run } from "./measure-group.ts";
import { legend, short, table } from "./report.ts";

/** How often a group with a row that missed its floor is measured before the row counts as missed. */
const tries = 3;

try {
  process.exitCode = await bench(readArguments(argv.slice(2)));
} catch (error) {
  stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}

async function bench(args: Arguments): Promise<number> {
  const say = (words: string) => void stderr.write(`${words}\n`);
  const begun = performance.now();
  // What is measured is what `npm start` runs, as the sources are now.
  await import("../scripts/bundle-server.ts");
  const machine = describeMachine();
  say(`${machine}; load ${loadavg()[0]?.toFixed(1)}`);
  const measured: Measured[] = [];
  const notes: string[] = [];
  for (const wanted of findRows(args)) {
    const group = await (args.ci ? measureStubbornly : measureGroup)(wanted, { ...args, quick: args.ci, say });
    measured.push(...group.measured);
    notes.push(...group.notes);
  }
  stdout.write(`\n${machine}\n${notes.join("\n")}\n\n${table(measured)}\n\n${legend(measured)}\n\n`);
  say(`${Math.round((performance.now() - begun) / 1_000)} s`);
  if (args.json !== undefined) await writeFile(args.json, JSON.stringify({ machine, notes, measured }, undefined, 2));
  const missed = missedOf(measured);
  for (const { row, ratio } of missed)
    say(`${row.name} missed its floor: ${short(ratio)}, not ${short(row.floor ?? 0)}`);
  return args.ci && missed.length > 0 ? 1 : 0;
}

/**
 * Judges by CPU time where it can, measures again what missed its floor, and keeps the better of it: a machine that does
 * something else is no fault of ours.
 */
async function measureStubbornly(wanted: WantedGroup, run: Run): Promise<MeasuredGroup> {
  const result = await measureGroup(wanted, run);
  let measured = result.measured.map(judgeByCpu);
  for (let attempt = 2; attempt <= tries; attempt += 1) {
    const rows = missedOf(measured).map(({ row }) => row);
    if (rows.length === 0) break;
    run.say(`${rows.map(({ name }) => name).join(", ")}: missed, once more`);
    const { measured: anew } = await measureGroup({ ...wanted, rows }, run);
    const again = new Map(anew.map((each) => [each.row, judgeByCpu(each)]));
    measured = measured.map((each) => better(each, again.get(each.row)));
  }
  return { ...result, measured };
}

function better(one: Measured, other: Measured | undefined): Measured {
  if (other === undefined) return one;
  const [first, second] = [one, other].map(({ byCpu, ratio }) => byCpu ?? ratio) as [number, number];
  return first > second === (one.row.better === "higher") ? one : other;
}

function missedOf(measured: readonly Measured[]): readonly Measured[] {
  return measured.filter(({ verdict }) => verdict === "missed");
}
