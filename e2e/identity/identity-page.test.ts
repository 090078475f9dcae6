import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execPath } from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { selfSigned } from "../managed-login/certificate.ts";
import { plainEnvironment, repository, type ServerProcess, startServer, temporaryFolder } from "../server.ts";

const run = promisify(execFile);
const page = readFileSync(join(repository, "docs/identity.md"), "utf8");
/** What needs a certificate and a browser is in `e2e/managed-login`. */
const [withoutBrowser = ""] = page.split("### Amplify's redirects");
const programs = [...withoutBrowser.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, program = ""]) => program);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** Where programs are: beside the clients that they import, out of sight, and with a photo. */
let beside: string;
let server: ServerProcess;
/** The same with a certificate, for what speaks HTTPS alone. */
let secured: ServerProcess;
beforeAll(async () => {
  folder = await temporaryFolder();
  const [cert, key] = [join(folder.path, "cert.pem"), join(folder.path, "key.pem")];
  const pair = selfSigned();
  await Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key)]);
  const environment = { TINTYPE_TLS_CERT: cert, TINTYPE_TLS_KEY: key, HOST: "localhost" };
  beside = await mkdtemp(join(repository, "node_modules/.identity-page-"));
  await writeFile(join(beside, "photo.jpg"), await drawPhoto(1));
  server = await startServer({ dataFolder: join(folder.path, "data") });
  secured = await startServer({ dataFolder: join(folder.path, "secured"), environment });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await secured[Symbol.asyncDispose]();
  await rm(beside, { recursive: true });
  await folder[Symbol.asyncDispose]();
});

/** What a program of the page prints, against these servers. */
async function printedBy(file: string, program: string, token = ""): Promise<string> {
  const own = program
    .replaceAll("http://127.0.0.1:8787", server.origin)
    .replaceAll("localhost:8787", new URL(secured.origin).host);
  await writeFile(join(beside, file), own);
  const env = { ...plainEnvironment(), TOKEN: token, NODE_EXTRA_CA_CERTS: join(folder.path, "cert.pem") };
  return (await run(execPath, [file], { cwd: beside, env })).stdout.trim();
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("docs/identity.md", () => {
  it("shows programs that sign in, and store photos, as they stand", async () => {
    expect(programs).toHaveLength(6);
    const printed: string[] = [];
    for (const [index, program] of programs.entries()) {
      printed.push(await printedBy(`${index}.mjs`, program, printed[2]));
    }
    const [photos, ...others] = printed;
    const [legacy = "", token = "", stored, found] = others;
    expect(photos).toContain("items: []");
    for (const each of [legacy, token]) {
      expect((await call(`${server.origin}/api/me`, bearer(each))).status).toBe(200);
    }
    expect(stored).toMatch(/^\[ 'u\/\w{26}\/holiday\/photo\.jpg' \]\n(?:uploaded|processing|ready)$/);
    expect(found).toMatch(/^\[ 'u\/\w{26}\/photo\.jpg' \]$/);
  });

  it("names the operations that there are", async () => {
    const source = readFileSync(join(repository, "packages/adapters-local/src/user-pool/operations.ts"), "utf8");
    const known = [...source.matchAll(/^ {2}\["(?!AWS)(\w+)",/gm)].map(([, name = ""]) => name);
    const rows = page.split("## What it does")[1]?.split("Not there:")[0] ?? "";
    const named = [...rows.matchAll(/`([A-Z][a-z][A-Za-z]+)`/g)].map(([, name = ""]) => name);
    expect(named.toSorted()).toEqual(known.toSorted());
  });
});
