import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process, { argv, stdout } from "node:process";
import { setTimeout } from "node:timers/promises";
import { guestOf } from "../../e2e/client.ts";
import { canLook, residentBytes } from "../../e2e/hostile/processes.ts";
import { repository, startServer, temporaryFolder } from "../../e2e/server.ts";
import { signUp } from "../../e2e/session.ts";
import { type Visitor, visit } from "./visit.ts";

/** Has everybody try out the API of a server of its own against what it says of itself; the argument is schemathesis. */
const [command = "schemathesis"] = argv.slice(2);
await using folder = await temporaryFolder();
await using server = await startServer({
  dataFolder: join(folder.path, "data"),
  main: "scripts/schemathesis/server.ts",
  // Whoever asks a thousand times a minute would see 429 and nothing more.
  environment: { TINTYPE_RATES: "off", TINTYPE_LOG: "json" },
});
const { origin } = server;
const options = { command, origin, folder: folder.path };
const visitors = await invite(origin);
const { pid = 0 } = server.process;
const idle = residentBytes(pid);
const visits = await Promise.all(visitors.map((visitor) => visit(visitor, options)));
for (const { report } of visits.filter(({ passed }) => !passed)) stdout.write(`${report}\n`);
for (const { name, cases, seconds, passed } of visits) {
  stdout.write(`schemathesis: ${name}: ${cases} requests in ${seconds} s, ${passed ? "ok" : "FAILED"}\n`);
}
const unvisited = await notVisited();
stdout.write(unvisited.map((operation) => `schemathesis: nobody got as far as ${operation}\n`).join(""));
// A process for images is ended, and that written down, whenever somebody deletes the photo that it works on.
const faults = server.stdout().match(/^(?!.*"event":"imaging").*"level":"error".*$/gm) ?? [];
const alive = (await fetch(`${origin}/readyz`)).status === 200;
stdout.write(faults.map((fault) => `schemathesis: the log says ${fault}\n`).join(""));
if (!alive) stdout.write("schemathesis: the server does not answer any more\n");
const isSmall = await shrinks();
const isWell = faults.length === 0 && unvisited.length === 0 && alive && isSmall;
process.exitCode = visits.every(({ passed }) => passed) && isWell ? 0 : 1;

/** Operations that nobody was let in to, by what the log says: they have been refused for want of credentials alone. */
async function notVisited(): Promise<readonly string[]> {
  const { paths } = (await (await fetch(`${origin}/openapi.json`)).json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  };
  const described = Object.values(paths).flatMap((methods) => Object.values(methods));
  const seen = new Set(
    server
      .stdout()
      .split("\n")
      .filter((line) => line.includes('"event":"request"') && !/"status":(?:401|403)/.test(line))
      .map((line) => /"operation":"(\w+)"/.exec(line)?.[1]),
  );
  return described.flatMap(({ operationId }) => operationId ?? []).filter((operation) => !seen.has(operation));
}

/** Whether the server comes to occupy at most 1.5 times what it did before; it takes a few seconds to notice the quiet. */
async function shrinks(): Promise<boolean> {
  if (!canLook) return true;
  const until = performance.now() + 30_000;
  while (residentBytes(pid) > 1.5 * idle && performance.now() < until) await setTimeout(100);
  const [before, after] = [idle, residentBytes(pid)].map((bytes) => Math.round(bytes / 2 ** 20));
  stdout.write(`schemathesis: memory: ${before} MiB idle, ${after} MiB afterwards\n`);
  return residentBytes(pid) <= 1.5 * idle;
}

/**
 * Somebody with a library, a program of somebody else's, somebody who has just come, somebody with a link, nobody in
 * particular, and somebody for each way to go.
 */
async function invite(origin: string): Promise<readonly Visitor[]> {
  const ana = await signUp(origin, "ana@example.com");
  const newcomer = await signUp(origin, "new@example.com");
  const sample = await readFile(join(repository, "apps/dev-server/pages/sample.jpg"));
  const { photo } = (await ana.uploadDirectly(sample)).body;
  await ana.developed(photo.id);
  const { url } = (await ana.share(photo.id, { download: "copy" })).body;
  const { grant } = (await guestOf(url).open()).body;
  const link = { token: url.slice(url.lastIndexOf("/") + 1), id: photo.id };
  const scopes = ["photos:read", "photos:write", "shares:read", "shares:write"];
  // Whose keys nobody revokes meanwhile.
  const bea = await signUp(origin, "bea@example.com");
  await bea.developed((await bea.uploadDirectly(sample)).body.photo.id);
  const { key } = (await bea.post<{ key: string }>("/api-keys", { name: "Program", scopes })).body;
  const examples = ["--max-examples", "15"];
  const oneByOne = ["--max-examples", "8", "--phases", "examples,coverage,fuzzing"];
  // Who has come to the end of a session is told 401 from then on, whatever they ask: somebody else does that.
  const endings = ["signOutEverywhere", "deleteAccount"];
  const ending = async (operation: string): Promise<Visitor> => ({
    name: operation,
    credentials: `Authorization: Bearer ${(await signUp(origin, `${operation}@example.com`)).token}`,
    args: [...oneByOne, "--include-operation-id", operation],
  });
  // No token is looked at under /partner.
  const elsewhere = ["--exclude-path-regex", "^/api/partner/"];
  const people = [...elsewhere, ...endings.flatMap((operation) => ["--exclude-operation-id", operation])];
  return [
    { name: "user", credentials: `Authorization: Bearer ${ana.token}`, args: [...examples, ...people] },
    { name: "newcomer", credentials: `Authorization: Bearer ${newcomer.token}`, args: [...oneByOne, ...people] },
    {
      name: "program",
      credentials: `x-api-key: ${key}`,
      args: [...oneByOne, "--include-path-regex", "^/api/partner/"],
    },
    {
      name: "guest",
      credentials: `Authorization: Share ${grant}`,
      path: link,
      args: [...oneByOne, "--include-path-regex", "^/s/"],
    },
    { name: "anonymous", args: oneByOne },
    ...(await Promise.all(endings.map(ending))),
  ];
}
