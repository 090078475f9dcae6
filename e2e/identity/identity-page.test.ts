import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execPath } from "node:process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { call } from "../client.ts";
import { plainEnvironment, repository, startServer, temporaryFolder } from "../server.ts";

const run = promisify(execFile);
const page = readFileSync(join(repository, "docs/identity.md"), "utf8");
/** What needs a certificate and a browser is in `e2e/managed-login`. */
const [withoutBrowser = ""] = page.split("### Amplify's redirects");
const programs = [...withoutBrowser.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, program = ""]) => program);

describe("docs/identity.md", () => {
  it("shows programs that sign in as they stand", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: folder.path });
    expect(programs).toHaveLength(4);
    // Beside the clients that they import, and out of sight.
    const beside = await mkdtemp(join(repository, "node_modules/.identity-page-"));
    try {
      const printed: string[] = [];
      for (const [index, program] of programs.entries()) {
        const file = join(beside, `${index}.mjs`);
        await writeFile(file, program.replaceAll("http://127.0.0.1:8787", server.origin));
        printed.push((await run(execPath, [file], { env: plainEnvironment() })).stdout.trim());
      }
      const [photos = "", ...tokens] = printed.slice(0, 3);
      expect(photos).toContain("items: []");
      for (const token of tokens) {
        const headers = { authorization: `Bearer ${token}` };
        expect((await call(`${server.origin}/api/me`, { headers })).status).toBe(200);
      }
    } finally {
      await rm(beside, { recursive: true });
    }
  });

  it("names the operations that there are", async () => {
    const source = readFileSync(join(repository, "packages/adapters-local/src/user-pool/operations.ts"), "utf8");
    const known = [...source.matchAll(/^ {2}\["(\w+)",/gm)].map(([, name = ""]) => name);
    const rows = page.split("## What it does")[1]?.split("Not there:")[0] ?? "";
    const named = [...rows.matchAll(/`([A-Z][a-z][A-Za-z]+)`/g)].map(([, name = ""]) => name);
    expect(named.toSorted()).toEqual(known.toSorted());
  });
});
