import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
}

interface PackedPackage {
  readonly name: string;
  readonly tarball: string;
}

/** Packs everything under packages/ that can be published, as it has been built, into that folder. */
export function packPackages(folder: string): readonly PackedPackage[] {
  return globSync("packages/*/package.json")
    .map(dirname)
    .toSorted()
    .flatMap((room) => {
      const manifest = JSON.parse(readFileSync(join(room, "package.json"), "utf8")) as Manifest;
      if (manifest.private === true) return [];
      removeStaleOutput(room);
      return { name: manifest.name, tarball: pack(room, manifest, folder) };
    });
}

/** Runs pnpm in the version that this repository goes by; gives what it printed. */
export function runPnpm(args: readonly string[], cwd: string): string {
  const { packageManager } = JSON.parse(readFileSync("package.json", "utf8")) as { packageManager: string };
  return run("npx", ["-y", "--prefer-offline", packageManager, ...args], cwd);
}

/** Gives what the command printed. Throws, with that, when it fails. */
export function run(command: string, args: readonly string[], cwd = "."): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`);
  return stdout;
}

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

function pack(room: string, { name, version }: Manifest, folder: string): string {
  runPnpm(["pack", "--pack-destination", folder], room);
  return join(folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
}
