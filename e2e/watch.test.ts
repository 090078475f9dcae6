import { spawn } from "node:child_process";
import { appendFile, cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, delimiter, join } from "node:path";
import { env, execPath } from "node:process";
import { expect, it } from "vitest";
import { demo } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { plainEnvironment, printed, repository, type ServerProcess, temporaryFolder, watchOver } from "./server.ts";
import { signIn } from "./session.ts";

/** A copy of what the dev server is started from, to change things in. */
async function copyOfSources(folder: string): Promise<string> {
  const copy = join(folder, "tintype");
  await mkdir(copy);
  for (const name of ["package.json", "pnpm-workspace.yaml"]) await cp(join(repository, name), join(copy, name));
  for (const name of ["scripts", "packages", "apps"]) {
    // What other tests make there comes and goes meanwhile.
    const filter = (source: string) => !["bundle", ".readme"].includes(basename(source));
    await cp(join(repository, name), join(copy, name), { recursive: true, verbatimSymlinks: true, filter });
  }
  await symlink(join(repository, "node_modules"), join(copy, "node_modules"));
  return copy;
}

const starts = (server: Pick<ServerProcess, "stdout">): number =>
  server.stdout().match(/^ {2}Tintype {3}/gm)?.length ?? 0;

it("starts again when the code changes, and only then; --reset empties the folder once", async () => {
  await using folder = await temporaryFolder();
  const copy = await copyOfSources(folder.path);
  const { scripts } = JSON.parse(await readFile(join(copy, "package.json"), "utf8"));
  const child = spawn("sh", ["-c", `exec 2>&1; ${scripts["dev:local"]} --reset`], {
    cwd: copy,
    env: { ...plainEnvironment(), PORT: "0", PATH: `${join(execPath, "..")}${delimiter}${env["PATH"]}` },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  await using server = watchOver(child, true);
  const origin = await printed(server, /^ {2}Tintype {3}(http\S+)/m);
  const session = await signIn(origin, demo.email, demo.password);
  const { id } = await session.upload(await drawPhoto(1), "kept.jpg");
  await session.developed(id);

  // Neither what is stored nor what is built counts.
  await mkdir(join(copy, "packages/core/dist"), { recursive: true });
  await writeFile(join(copy, "packages/core/dist/index.js"), "// built");
  await writeFile(join(copy, "apps/dev-server/pages/new.html"), "");
  for (const source of ["packages/core/src/settings.ts", "packages/adapters-sharp/src/develop-part.ts"]) {
    const before = starts(server);
    await appendFile(join(copy, source), "\n// changed\n");
    await expect.poll(() => starts(server)).toBe(before + 1);
  }
  expect(starts(server)).toBe(3);
  const addresses = [...server.stdout().matchAll(/^ {2}Tintype {3}(http\S+)/gm)].map(([, address]) => address ?? "");
  const again = await signIn(addresses.at(-1) ?? "", demo.email, demo.password);
  expect((await again.list()).map((photo) => photo.id)).toEqual([id]);
});
