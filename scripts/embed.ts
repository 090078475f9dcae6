/**
 * Packs every publishable package as it would be published, and embeds it the way its users will: the examples, in a
 * folder outside this workspace, from those tarballs and the registry alone. Each is type-checked and run.
 * `--keep` leaves the folder where it is.
 */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { packPackages, runPnpm } from "./pack-packages.ts";

const examples = globSync("examples/*/package.json")
  .map((file) => basename(dirname(file)))
  .toSorted();
const folder = mkdtempSync(join(tmpdir(), "tintype-embed-"));
const failures: string[] = [];

try {
  cpSync("examples", folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  install();
  for (const example of examples) for (const script of ["check", "test"]) runScript(example, script);
} finally {
  if (process.argv.includes("--keep")) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true });
}

for (const failure of failures) console.error(failure);
console.log(`embed: ${examples.length} examples, ${failures.length} failures, ${performance.now().toFixed(0)} ms`);
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
  console.log(`installed: ${packed.map(({ tarball }) => relative(tarballs, tarball)).join(" ")}`);
}

function runScript(example: string, script: string): void {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script], {
    cwd: join(folder, example),
    encoding: "utf8",
    timeout: 120_000,
  });
  const milliseconds = (performance.now() - began).toFixed(0);
  console.log(`${example}: ${script} ${status === 0 ? "ok" : "FAILED"}, ${milliseconds} ms`);
  if (status !== 0) failures.push(`${example}: ${script} failed\n${stdout}${stderr}`);
}
