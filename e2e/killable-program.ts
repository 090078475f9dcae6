import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { bundleProgram } from "../scripts/bundle-program.ts";
import { repository } from "./server.ts";

/** The server that can be killed in a few files, which start in a quarter of the time; they go when the test ends. */
export async function killableProgram(): Promise<AsyncDisposable & { readonly main: string }> {
  const bundles = join(repository, "apps/dev-server/bundle");
  await mkdir(bundles, { recursive: true });
  const folder = await mkdtemp(join(bundles, "killable-"));
  await bundleProgram(join(repository, "e2e/killable-server.ts"), folder);
  return {
    main: join(folder, "main.js"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
