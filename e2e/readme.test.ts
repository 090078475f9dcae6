import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { guestOf } from "./client.ts";
import { plainEnvironment, printed, repository, startServer, temporaryFolder, watchOver } from "./server.ts";

const run = promisify(execFile);
const readme = readFileSync(join(repository, "README.md"), "utf8");
const usual = "http://127.0.0.1:8787";

const blocksOf = (language: string): readonly string[] =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text = ""]) => text);
const shell = blocksOf("sh");
const starts = shell.filter((block) => /npm run dev/.test(block));

describe("README.md", () => {
  it.for(starts)("starts the server by %j", { timeout: 120_000 }, async (command) => {
    await using folder = await temporaryFolder();
    const child = spawn("bash", ["-c", command], {
      cwd: repository,
      env: { ...plainEnvironment(), PORT: "0", TINTYPE_DATA: join(folder.path, "data") },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    await using server = watchOver(child, true);
    const origin = await printed(server, /^ {2}Tintype {3}(http\S+)/m);
    const port = /port (\d+)\)/.exec(server.stdout())?.[1] ?? new URL(origin).port;
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    // As Ctrl-C does: everybody in the group hears it.
    process.kill(-(child.pid ?? 0), "SIGINT");
    await server.ended;
    await expect.poll(() => isAlive(-(child.pid ?? 0))).toBe(false);
    await expect.poll(() => fetch(`http://127.0.0.1:${port}/`).catch(() => "gone")).toBe("gone");
  });

  it("shows the lines that the server prints, and they work", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: join(folder.path, "data") });
    const [first = "", ...others] = shell.filter((block) => block.includes("curl"));
    const shown = server.stdout().match(/^ {2}(?:TOKEN|PHOTO|curl).*$/gm) ?? [];
    expect(first.trim().split("\n")).toEqual(shown.map((line) => line.trim().replaceAll(server.origin, usual)));

    const lines = [first, ...others].join("").replaceAll(usual, server.origin);
    const { stdout } = await run("bash", ["-c", lines], { cwd: folder.path, env: plainEnvironment() });
    const [list, shared, announced] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(list.items).toHaveLength(1);
    await expect.poll(async () => (await guestOf(shared.url).open()).status).toBe(200);
    expect(announced).toMatchObject({ photo: { state: "initiated" }, upload: { method: "PUT" } });

    const [script = "", ...scripts] = blocksOf("js");
    expect(scripts).toEqual([]);
    // Where `aws-amplify` is found; the photo lies where curl has put it.
    const client = join(repository, "e2e/.readme.mjs");
    await writeFile(client, script.replaceAll(usual, server.origin));
    try {
      const { stdout: told } = await run(process.execPath, [client], { cwd: folder.path, env: plainEnvironment() });
      expect(told).toMatch(/^[0-9A-Z]{26} 200$/m);
    } finally {
      await rm(client);
    }
  });

  it("shows code that compiles and does what it says", async () => {
    const [code = "", ...others] = blocksOf("ts");
    expect(others).toEqual([]);
    // Beside the dev server, whose packages are those of a server that embeds Tintype.
    const folder = join(repository, "apps/dev-server/.readme");
    await mkdir(folder, { recursive: true });
    try {
      await writeFile(join(folder, "embedded.ts"), code);
      await writeFile(join(folder, "try.ts"), tried);
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(project));
      await run(join(repository, "node_modules/.bin/tsc"), ["-p", folder]);
      const { stdout } = await run(process.execPath, ["--conditions=source", join(folder, "try.ts")]);
      expect(JSON.parse(stdout)).toEqual({ hello: "Hello", health: 200, list: [], anonymous: 401 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("names only what is there", async () => {
    const { scripts } = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
    const commands = [...readme.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name = ""]) => name);
    expect(commands.filter((name) => !(name in scripts) && name !== "and")).toEqual([]);
    const paths = [...readme.matchAll(/\]\((?!http)([^)]+)\)|`((?:packages|apps|docs|e2e|\.ci)\b[^`]*)`/g)];
    for (const [, link, path = link] of paths) {
      const [file = ""] = (path ?? "").split("#");
      await expect(run("test", ["-e", join(repository, file)]), path).resolves.toBeDefined();
    }
  });

  it("names the variables that the server knows", async () => {
    const named = [...readme.matchAll(/^\| `([A-Z_]+)`(?:, `([A-Z_]+)`)?/gm)].flatMap(([, ...names]) =>
      names.filter(Boolean),
    );
    const source = await readFile(join(repository, "apps/dev-server/src/config.ts"), "utf8");
    const known = [...source.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = ""]) => name);
    const forProduction = ["TINTYPE_ALLOW_LOCAL_USER_POOL", "NODE_ENV"];
    expect(named.toSorted()).toEqual(known.filter((name) => !forProduction.includes(name)).toSorted());
  });
});

const project = {
  extends: "../../../tsconfig.base.json",
  compilerOptions: {
    // As the packages themselves are compiled, which are read from their sources here.
    lib: ["ES2024", "ESNext.Disposable", "WebWorker"],
    noEmit: true,
    composite: false,
    rewriteRelativeImportExtensions: false,
  },
  include: ["*.ts"],
};

const tried = `
import { system, UserId } from "@tintype/core";
import { createMemoryPorts } from "@tintype/core/testing";
import { withPhotos } from "./embedded.ts";

const ports = createMemoryPorts();
const { createTintype } = await import("@tintype/core");
const identity = { issuer: "ours", subject: "ana" };
const ana = await createTintype(ports).accounts.registerAccount(system, { identity, email: "ana@example.com" });
const app = withPhotos(ports, async (request) => (request.headers.has("cookie") ? UserId.parse(ana.id) : undefined));
const list = await app.request("/api/photos", { headers: { cookie: "session=ana" } });
console.log(
  JSON.stringify({
    hello: await (await app.request("/hello")).text(),
    health: (await app.request("/healthz")).status,
    list: ((await list.json()) as { items: unknown }).items,
    anonymous: (await app.request("/api/photos")).status,
  }),
);
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
