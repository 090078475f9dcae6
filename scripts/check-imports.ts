/**
 * Runs the import rules of .dependency-cruiser.mjs over the tree.
 * dependency-cruiser that can read no TypeScript finds nothing wrong, so an empty graph is a failure of its own.
 */
import { existsSync, globSync } from "node:fs";
import { cruise } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";

const roots = ["packages", "apps", "bench", "e2e", "scripts"].filter((root) => existsSync(root));
const options = await extractDepcruiseOptions("./.dependency-cruiser.mjs");
const { output } = await cruise(roots, { ...options, validate: true });
if (typeof output === "string") throw new Error("dependency-cruiser gave text where its result was expected");

const seen = new Set(output.modules.map((module) => module.source));
const missed = globSync("{packages,apps}/*/src/**/*.{ts,tsx}").filter((file) => !seen.has(file.replaceAll("\\", "/")));
const comments = new Map(output.summary.ruleSetUsed?.forbidden?.map((rule) => [rule.name, rule.comment]));

for (const { rule, from, to, cycle } of output.summary.violations) {
  const path = cycle === undefined ? to : cycle.map((module) => module.name).join(" → ");
  console.log(`${rule.name}: ${from} → ${path}\n  ${comments.get(rule.name) ?? ""}`);
}
for (const file of missed) console.log(`not-read: ${file} is missing from the import graph`);

const found = output.summary.violations.length + missed.length;
console.log(`imports: ${seen.size} modules, ${found} violations`);
if (seen.size === 0 || found > 0) process.exitCode = 1;
