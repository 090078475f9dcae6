/**
 * Packs every publishable package as it would be published, and looks at the tarball the way its users will:
 * publint, are-the-types-wrong, and what a tarball must not hold.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const { packageManager } = readJson("package.json") as { packageManager: string };
const folder = mkdtempSync(join(tmpdir(), "tintype-packed-"));
const problems: string[] = [];
let packed = 0;

for (const room of globSync("packages/*/package.json").map(dirname).toSorted()) {
  const manifest = readJson(join(room, "package.json")) as Manifest;
  if (manifest.private === true) continue;
  removeStaleOutput(room);
  const tarball = pack(room, manifest);
  const found = [...lookInside(tarball), ...(await askPublint(tarball)), ...askTypesWrong(tarball)];
  console.log(`${manifest.name}: ${found.length === 0 ? "fine" : `${found.length} problems`}`);
  problems.push(...found.map((problem) => `${manifest.name}: ${problem}`));
  packed += 1;
}
rmSync(folder, { recursive: true });

for (const problem of problems) console.error(problem);
console.log(`packages: ${packed} packed, ${problems.length} problems`);
if (packed === 0 || problems.length > 0) process.exitCode = 1;

/** The compiler leaves the output of a source that is gone, and it would be packed. */
function removeStaleOutput(room: string): void {
  const sources = new Set(
    globSync("src/**/*.ts", { cwd: room }).map((file) => file.slice("src/".length, -".ts".length)),
  );
  for (const file of globSync("dist/**/*.{js,js.map,d.ts}", { cwd: room })) {
    const source = file.slice("dist/".length).replace(/\.(?:js|js\.map|d\.ts)$/, "");
    if (!sources.has(source)) rmSync(join(room, file));
  }
}

function pack(room: string, { name, version }: Manifest): string {
  run("npx", ["-y", "--prefer-offline", packageManager, "pack", "--pack-destination", folder], room);
  return join(folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
}

function lookInside(tarball: string): string[] {
  const files = run("tar", ["-tzf", tarball]).trim().split("\n");
  const manifest = JSON.parse(run("tar", ["-xzOf", tarball, "package/package.json"])) as Manifest;
  const expected =
    /^package\/(?:package\.json|README\.md|LICENSE|dist\/(?!.*\.(?:test|lane)\.).*\.(?:js|js\.map|d\.ts))$/;
  return [
    ...files.filter((file) => !expected.test(file)).map((file) => `${file} does not belong in the tarball`),
    ...(files.includes("package/LICENSE") ? [] : ["the licence is missing"]),
    ...(JSON.stringify(manifest.exports).includes('"source"') ? ["exports name sources that are not packed"] : []),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, version]) => version.startsWith("workspace:"))
      .map(([name]) => `${name} is a dependency nobody can install`),
  ];
}

async function askPublint(tarball: string): Promise<string[]> {
  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}

function askTypesWrong(tarball: string): string[] {
  const bin = join("node_modules", ".bin", "attw");
  const { status, stdout, stderr } = spawnSync(bin, ["--profile", "esm-only", "--no-color", tarball], {
    encoding: "utf8",
  });
  return status === 0 ? [] : [`attw: ${stdout}${stderr}`];
}

function run(command: string, args: readonly string[], cwd = "."): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`);
  return stdout;
}
