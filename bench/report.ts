import type { Measured, Verdict } from "./measure-group.ts";

const columns = ["row", "what", "ours", "limit", "ratio", "by CPU", "goal", "floor", ""] as const;

const signs: Record<Verdict, string> = {
  goal: "✓ goal",
  floor: "~ floor",
  near: "~ near its floor",
  missed: "✗ MISSED",
  "no goal": "",
  unknown: "? not measured here",
};

/** A table for the terminal. */
export function table(measured: readonly Measured[]): string {
  const lines = [columns, ...measured.map(cells)];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const written = lines.map((line) =>
    line
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join("  ")
      .trimEnd(),
  );
  written.splice(1, 0, widths.map((width) => "─".repeat(width)).join("  "));
  return written.join("\n");
}

/** What the limits are, one line each. */
export function legend(measured: readonly Measured[]): string {
  return measured
    .map(
      ({ row }) => `  ${row.name}: against ${row.against}${row.converted === undefined ? "" : ` (${row.converted})`}`,
    )
    .join("\n");
}

function cells({ row, ours, limit, ratio, byCpu, verdict }: Measured): readonly string[] {
  const sign = row.better === "higher" ? "≥" : "≤";
  const bound = (value: number | undefined) => (value === undefined ? "" : `${sign} ${short(value)}`);
  return [
    row.name,
    row.what,
    `${short(ours)} ${row.unit}`,
    `${short(limit)} ${row.unit}`,
    short(ratio),
    byCpu === undefined ? "" : short(byCpu),
    bound(row.goal),
    bound(row.floor),
    signs[verdict],
  ];
}

/** Three digits that count. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "—";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return Number(value.toPrecision(3)).toString();
}

const pad = (cell: string, width: number, column: number): string =>
  column >= 2 && column <= 7 ? cell.padStart(width) : cell.padEnd(width);
