import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export interface Visitor {
  readonly name: string;
  /** What is sent with every request, such as `Authorization: Bearer …`. */
  readonly credentials?: string;
  /** What is said for the path's parameters, by name, wherever they stand; made up unless told. */
  readonly path?: Readonly<Record<string, string>>;
  /** Further words for the command line. */
  readonly args: readonly string[];
}

export interface Visit {
  readonly name: string;
  readonly passed: boolean;
  readonly cases: number;
  readonly seconds: number;
  /** Everything that was printed. */
  readonly report: string;
}

export interface VisitOptions {
  /** Where schemathesis is. */
  readonly command: string;
  readonly origin: string;
  /** For what it leaves behind. */
  readonly folder: string;
}

/** Has schemathesis try out the API as the visitor. */
export async function visit(visitor: Visitor, { command, origin, folder }: VisitOptions): Promise<Visit> {
  const begun = performance.now();
  const { name, credentials, path = {}, args } = visitor;
  const home = join(folder, name);
  await mkdir(home);
  const config = join(home, "schemathesis.toml");
  const parameters = Object.entries(path).map(([key, value]) => `"path.${key}" = ${JSON.stringify(value)}\n`);
  await writeFile(config, `${await usualConfig()}\n[parameters]\n${parameters.join("")}`);
  const identity = credentials === undefined ? [] : ["--header", credentials];
  const words = ["--config-file", config, "run", `${origin}/openapi.json`, "--no-color", "--checks", "all"];
  const child = spawn(command, [...words, ...identity, ...args], {
    cwd: home,
    env: { ...env, SCHEMATHESIS_HOOKS: hooks },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  const [code, printed, complaints] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  const cases = Number(/^ {2}(\d+) generated/m.exec(printed)?.[1] ?? 0);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  return { name, passed: code === 0 && cases > 0, cases, seconds, report: printed + complaints };
}

const hooks = fileURLToPath(new URL("hooks.py", import.meta.url));
const usualConfig = () => readFile(new URL("schemathesis.toml", import.meta.url), "utf8");
