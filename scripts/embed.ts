/**
 * Packs every publishable package as it would be published, and embeds it the way its users will: the examples, in a
 * folder outside this workspace, from those tarballs and the registry alone. Each is type-checked and run; before that,
 * what docs/embedding.md quotes is compared with them. `--keep` leaves the folder where it is.
 */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { packPackages, runPnpm } from "./pack-packages.ts";
import { wrongQuotes } from "./wrong-quotes.ts";

const examples = globSync("examples/*/package.json")
  .map((file) => basename(dirname(file)))
  .toSorted();
const folder = mkdtempSync(join(tmpdir(), "tintype-embed-"));
const failures: string[] = [];
let passed = 0;

try {
  failures.push(...wrongQuotes("docs/embedding.md"));
  cpSync("examples", folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  install();
  for (const example of examples) {
    runScript(example, "check");
    passed += testsPassed(example, runScript(example, "test"));
  }
} finally {
  if (process.argv.includes("--keep")) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true });
}

for (const failure of failures) console.error(failure);
const seconds = (performance.now() / 1_000).toFixed(0);
console.log(`embed: ${examples.length} examples, ${passed} tests passed, ${failures.length} failures, ${seconds} s`);
if (examples.length === 0 || failures.length > 0) process.exitCode = 1;

/** Every `@tintype/…`, wherever it is asked for, is one of the tarballs. */
function install(): void {
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs);
  const packed = packPackages(tarballs);
  const overrides = packed.map(({ name, tarball }) => `  "${name}": "file:${tarball}"`);
  const workspace = ["packages:", ...examples.map((name) => `  - ${name}`), "overrides:", ...overrides];
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `${workspace.join("\n")}\n`);
  writeFileSync(join(folder, "package.json"), `{ "private": true }\n`);
  runPnpm(["install", "--prefer-offline", "--ignore-scripts", "--no-frozen-lockfile"], folder);
  console.log(`installed: ${packed.map(({ tarball }) => basename(tarball)).join(" ")}`);
}

/** Runs a script of an example with the Node that runs this one; gives what it printed. */
function runScript(example: string, script: string): string {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script], {
    cwd: join(folder, example),
    encoding: "utf8",
    timeout: 120_000,
    env: { ...process.env, NO_COLOR: "1", PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}` },
  });
  const printed = stripVTControlCharacters(`${stdout}${stderr}`);
  const milliseconds = (performance.now() - began).toFixed(0);
  console.log(`${example}: ${script} ${status === 0 ? "ok" : "FAILED"}, ${milliseconds} ms`);
  if (status !== 0) failures.push(`${example}: ${script} failed\n${printed}`);
  return printed;
}

/** How many tests passed, by what vitest and node:test print at the end. A runner that found none is content with that. */
function testsPassed(example: string, printed: string): number {
  const count = Number(/^(?: +Tests +|\S* ?pass )(\d+)/m.exec(printed)?.[1] ?? 0);
  if (count === 0 || /skipped [1-9]|\d skipped/.test(printed)) {
    failures.push(`${example}: not every test ran\n${printed}`);
  }
  return count;
}
