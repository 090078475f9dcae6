/**
 * Packs every publishable package as it would be published, and looks at the tarball the way its users will:
 * publint, are-the-types-wrong, and what a tarball must not hold.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { type Manifest, packPackages, run } from "./pack-packages.ts";

const folder = mkdtempSync(join(tmpdir(), "tintype-packed-"));
const packages = packPackages(folder);
const problems: string[] = [];

for (const { name, tarball } of packages) {
  const found = [...lookInside(tarball), ...(await askPublint(tarball)), ...askTypesWrong(tarball)];
  console.log(`${name}: ${found.length === 0 ? "fine" : `${found.length} problems`}`);
  problems.push(...found.map((problem) => `${name}: ${problem}`));
}
rmSync(folder, { recursive: true });

for (const problem of problems) console.error(problem);
console.log(`packages: ${packages.length} packed, ${problems.length} problems`);
if (packages.length === 0 || problems.length > 0) process.exitCode = 1;

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
