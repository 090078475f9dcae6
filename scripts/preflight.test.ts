import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

describe("the preflight", () => {
  it("says what to install where Node is too old to run TypeScript", () => {
    for (const version of ["20.20.2", "22.17.1", "23.11.0"]) {
      const run = preflightOn(version);
      expect(run.stderr).toBe(
        `Tintype needs Node 24 (22.18 at least) and found ${version}: install Node 24 from https://nodejs.org and try again.\n`,
      );
      expect(run.status).toBe(1);
    }
  });

  it("is silent where Node is new enough", () => {
    for (const version of ["22.18.0", "24.21.0", "26.0.0"]) {
      const run = preflightOn(version);
      expect(run.stderr).toBe("");
      expect(run.status).toBe(0);
    }
  });
});

function preflightOn(version: string) {
  const script = JSON.stringify(join(import.meta.dirname, "preflight.mjs"));
  const versions = `{ ...process.versions, node: "${version}" }`;
  const code = `Object.defineProperty(process, "versions", { value: ${versions} }); await import(${script});`;
  return spawnSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8" });
}
