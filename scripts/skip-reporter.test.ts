import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tintype-skips-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the skip reporter", () => {
  it("passes a skip that says why, and prints the reason", async () => {
    const run = await vitest(`it("needs a camera", ({ skip }) => { skip("no camera here"); });`);
    expect(run.output).toMatch(/^skipped: .*needs a camera: no camera here$/m);
    expect(run.code).toBe(0);
  });

  it("fails on a skip that says nothing", async () => {
    const run = await vitest(`it.skip("is forgotten", () => {}); it("passes", () => {});`);
    expect(run.output).toMatch(/^skipped: .*is forgotten: no reason given$/m);
    expect(run.code).toBe(1);
  });

  it("fails on every skip where TINTYPE_NO_SKIP is 1", async () => {
    const run = await vitest(`it("needs a camera", ({ skip }) => { skip("no camera here"); });`, {
      TINTYPE_NO_SKIP: "1",
    });
    expect(run.output).toMatch(/^skipped: .*needs a camera: no camera here$/m);
    expect(run.code).toBe(1);
  });

  it("leaves alone what -t left out", async () => {
    const run = await vitest(`it("is worked on", () => {}); it("waits", () => {});`, {}, "-t", "is worked on");
    expect(run.output).not.toMatch(/^skipped:/m);
    expect(run.code).toBe(0);
  });
});

/** Runs one test file under the house's reporters in a process of its own. */
async function vitest(
  body: string,
  env: Record<string, string> = {},
  ...options: string[]
): Promise<{ code: number; output: string }> {
  await writeFile(
    join(folder, "sample.test.mjs"),
    `import { it } from "${root}/node_modules/vitest/dist/index.js";\n${body}\n`,
  );
  await writeFile(
    join(folder, "vitest.config.mjs"),
    `import config from "${root}/vitest.config.ts";
     const { reporters } = config.test;
     export default { test: { include: ["*.test.mjs"], reporters } };\n`,
  );
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", folder, ...options],
      { env: { ...withoutVitest(), NO_COLOR: "1", ...env } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

/** The environment without what an outer vitest and CI put there. */
function withoutVitest(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:VITEST|TINTYPE_NO_SKIP|TINTYPE_TEST_REPORT|CI$|NODE_ENV)/.test(name),
    ),
  );
}
