import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Something that somebody might do to the source, and the test that must not let them. */
interface Sabotage {
  /** In `packages`. */
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** The title is the end of its whole name. */
  readonly test: { readonly file: string; readonly title: string };
}

const sqlite = "adapters-local/src/sqlite";
const metadata = `${sqlite}/sqlite-metadata.test.ts`;
const pool = "adapters-local/src/user-pool";
const login = "adapters-local/src/managed-login";
const credentials = "adapters-local/src/credentials/local-credential-broker";
const s3Door = "adapters-local/src/s3-door";
const tokenTest = `${login}/endpoints/token.test.ts`;
const providersTest = `${login}/providers/providers.test.ts`;
const sabotages: Record<string, Sabotage> = {
  "a file is not synced": {
    file: "adapters-local/src/blobs/put-file.ts",
    from: "file.sync(), ",
    to: "",
    test: {
      file: "adapters-local/src/power-loss.test.ts",
      title: "all that was acknowledged is there, and nothing by half (1)",
    },
  },
  "a folder is not synced": {
    file: "adapters-local/src/files/durable-folders.ts",
    from: "await unlessCode(handle.sync(), unopenable);",
    to: "",
    test: {
      file: "adapters-local/src/power-loss.test.ts",
      title: "all that was acknowledged is there, and nothing by half (1)",
    },
  },
  "a save is acknowledged before it is committed": {
    file: `${sqlite}/aggregate-table.ts`,
    from: "await write(work, callOptions, lanesOfAll(events));",
    to: "write(work, callOptions, lanesOfAll(events)).catch(() => {});",
    test: { file: `${sqlite}/group-commit.test.ts`, title: "changes do not wait for ever" },
  },
  "bytes are removed before their photo": {
    file: "core/src/photos/purge-photo.ts",
    from: "  await changeAggregate(",
    to: `  for await (const blob of ports.blobs.list("originals", \`o/\${id}/\`.toLowerCase())) await ports.blobs.remove(blob);
  await changeAggregate(`,
    test: {
      file: "core/src/faults/faults.test.ts",
      title: "ends well with a crash before any call of a port, where whoever asked gives up",
    },
  },
  "credentials outlive signing out everywhere": {
    file: "core/src/credentials/open-credentials.ts",
    from: "if (account.signedOutAt !== signedOutAt) throw new SignedOut();",
    to: "",
    test: {
      file: "core/src/credentials/credentials.test.ts",
      title: "ends when their owner signs out everywhere, whatever the clock does, and begins anew with new ones",
    },
  },
  "any signature is good at the bucket": {
    file: `${s3Door}/signature/check-signature.ts`,
    from: "if (!isSame(signature, expected)) {",
    to: "if (signature.length !== expected.length) {",
    test: { file: `${s3Door}/s3-door-hostile.test.ts`, title: "holds for exactly the request that was signed" },
  },
  "headers of Amazon's need not be signed": {
    file: `${s3Door}/signature/check-signature.ts`,
    from: "mustBeSigned(name) && ",
    to: 'name === "" && ',
    test: { file: `${s3Door}/s3-door-hostile.test.ts`, title: "covers the host, and every header of Amazon's" },
  },
  "credentials open other people's prefixes": {
    file: `${s3Door}/own-key.ts`,
    from: "key.startsWith(prefix) && ",
    to: "",
    test: { file: `${s3Door}/s3-door.test.ts`, title: "opens nothing outside the own prefix, whatever is asked" },
  },
  "bytes are stored that were not signed": {
    file: `${s3Door}/body/receive-body.ts`,
    from: "(await hexOf(sha256)) !== plan.sha256",
    to: '(await hexOf(sha256)) === ""',
    test: { file: `${s3Door}/s3-door-hostile.test.ts`, title: "with other bytes than were signed is not stored" },
  },
  "a session token goes with any access key": {
    file: `${credentials}.ts`,
    from: "own === accessKeyId",
    to: 'own !== ""',
    test: { file: `${credentials}.test.ts`, title: "knows nothing that it did not give" },
  },
  "an ID token outlives its session where credentials are given": {
    file: `${pool}/identity-pool/logged-in-user.ts`,
    from: " || pool.sessions.get(origin_jti)?.isRevoked !== false",
    to: "",
    test: {
      file: `${pool}/identity-pool/identity-pool.test.ts`,
      title: "gives nothing more to whoever has signed out everywhere",
    },
  },
  "an address is changed before its mail is forgotten": {
    file: "core/src/accounts/change-address.ts",
    from: "ports.mailer.forget(before.email, options);\n",
    to: `changeAccount(ports, id, () => ({ email }), options);
  if (before !== undefined && before.email !== email) await ports.mailer.forget(before.email, options);\n`,
    test: {
      file: "core/src/faults/faults.test.ts",
      title: "ends well with a crash after any call of a port, where whoever asked tries again",
    },
  },
  "nobody looks after exports": {
    file: "core/src/departures.ts",
    from: 'account.state !== "deleted" &&',
    to: 'account.state === "deleting" &&',
    test: {
      file: "core/src/faults/lost-events.test.ts",
      title: "ends well whichever of its events is lost",
    },
  },
  "what belongs together in the user pool is changed one by one": {
    file: `${pool}/pool.ts`,
    from: "atOnce: file.write,",
    to: "atOnce: (changes) => changes(),",
    test: {
      file: `${pool}/user-pool-faults.test.ts`,
      title: "leaves nothing of ConfirmForgotPassword by half",
    },
  },
  "a save looks for no other": {
    file: `${sqlite}/aggregate-table.ts`,
    from: "WHERE id = ? AND saved = ?",
    to: "WHERE id = ? AND saved >= min(0, ?)",
    test: { file: metadata, title: "lets exactly one of many changes at once win" },
  },
  "a transaction begins without the lock": {
    file: `${sqlite}/group-commit.ts`,
    from: "BEGIN IMMEDIATE",
    to: "BEGIN DEFERRED",
    test: { file: `${sqlite}/group-commit.test.ts`, title: "changes wait, and reading goes on" },
  },
  "what follows from an event has a trace of its own": {
    file: "telemetry/src/carry-trace.ts",
    from: "({ ...event, trace })",
    to: "({ ...event })",
    test: {
      file: "telemetry/src/create-observed-tintype.test.ts",
      title: "leads one trace from the request to every rendition and to where it is stored",
    },
  },
  "a span tells where a photo lies": {
    file: "telemetry/src/observe-blobs.ts",
    from: "within(ref.area, options.bytes)",
    to: "within(ref.key, options.bytes)",
    test: {
      file: "telemetry/src/create-observed-tintype.test.ts",
      title: "lets nothing out that a client said, holds or is",
    },
  },
  "a token of any client is taken": {
    file: "http/src/authenticate/access-token.ts",
    from: "!expected.clientIds.includes(claims.client_id)",
    to: "!claims.client_id",
    test: {
      file: "http/src/authenticate/token-verifier.test.ts",
      title: "with a stranger's client: token_client",
    },
  },
  "a signature is not checked": {
    file: "adapters-local/src/signing/url-verifier.ts",
    from: `if (!verify("sha256", text, key, bytes))`,
    to: `if (!verify("sha256", text, key, bytes) && bytes.length === 0)`,
    test: {
      file: "adapters-local/src/signing/url-verifier.test.ts",
      title: "refuses what another key has signed under the name of ours",
    },
  },
  "views are counted beyond the last": {
    file: `${sqlite}/sqlite-share-repository.ts`,
    from: " || !hasViewsLeft(share)",
    to: "",
    test: { file: metadata, title: "counts exactly as many of sixty at once as there are views left" },
  },
  "room is given back twice": {
    file: `${sqlite}/sqlite-usage-ledger.ts`,
    from: "remove.run(owner, photo);",
    to: "",
    test: { file: metadata, title: "moves a photo as it is told to, in whatever order and however often" },
  },
  "a lease ends at once": {
    file: `${sqlite}/sqlite-event-queue.ts`,
    from: "now() + lease, lane",
    to: "now(), lane",
    test: { file: metadata, title: "hands an event to one at a time, however many ask at once" },
  },
  "renditions tell of a camera": {
    file: "adapters-sharp/src/encode-rendition.ts",
    from: "const picture = sharp(data, { raw, limitInputPixels: false });",
    to: `const picture = sharp(data, { raw, limitInputPixels: false }).withExif({ IFD0: { Make: "Camera" } });`,
    test: { file: "adapters-sharp/src/hostile/privacy-scan.test.ts", title: "of jpeg-1" },
  },
  "any proof of a password is taken": {
    file: `${pool}/srp/srp-exchange.ts`,
    from: " && timingSafeEqual(given, expected)",
    to: "",
    test: {
      file: `${pool}/sign-in/proof.test.ts`,
      title: "refuses a wrong password and a name that nobody has in the same words",
    },
  },
  "a question of a sign-in is answered twice": {
    file: `${pool}/sign-in/check-proof.ts`,
    from: "  pool.challenges.close(secretBlock);\n",
    to: "",
    test: { file: `${pool}/sign-in/proof.test.ts`, title: "answers a question once, right or wrong" },
  },
  "a name that nobody has is asked something else each time": {
    file: `${pool}/sign-in/begin-proof.ts`,
    from: `secrets.mac("sign-in-decoy", name)`,
    to: `secrets.mac("sign-in-decoy", name + Math.random())`,
    test: {
      file: `${pool}/sign-in/proof.test.ts`,
      title: "asks a name that nobody has the same each time, and each name something else",
    },
  },
  "a verifier of a password lies open": {
    file: `${pool}/srp/password-verifier.ts`,
    from: "return numberOf(Buffer.concat",
    to: "return 0n * numberOf(Buffer.concat",
    test: {
      file: `${pool}/srp/srp-exchange.test.ts`,
      title: "is another one for each salt and user, and tells nothing without the pool's secrets",
    },
  },
  "a code of an authenticator works twice": {
    file: `${pool}/authenticator/authenticator-store.ts`,
    from: "last_step < ?",
    to: "last_step <= ?",
    test: {
      file: `${pool}/authenticator/authenticator.test.ts`,
      title: "works once, and none before it works any more",
    },
  },
  "a refresh token that was stolen goes on": {
    file: `${pool}/refresh-session.ts`,
    from: "pool.sessions.revoke(session.id, now);",
    to: "",
    test: {
      file: `${pool}/refresh-session.test.ts`,
      title: "revokes its whole family when it comes again after the grace period",
    },
  },
  "guesses at a password are not counted by address": {
    file: `${pool}/sign-in/check-password.ts`,
    from: `await pool.limits.admitGuess(caller, "password", name);`,
    to: "",
    test: {
      file: `${pool}/address-limits.test.ts`,
      title: "is possible five times, and then after pauses of 1, 2, 4, 8, 15 and 15 minutes",
    },
  },
  "tokens of after a sign-out look like those of before": {
    file: `${pool}/tokens.ts`,
    from: "secondsOf(signedOutAt) + 2",
    to: "secondsOf(signedOutAt)",
    test: {
      file: `${pool}/operations/leaving.test.ts`,
      title: "lets tokens of later be told from tokens of before, also within one second",
    },
  },
  "everybody sees every photo": {
    file: "core/src/authorize.ts",
    from: `"photo.see": owns,`,
    to: `"photo.see": isUser,`,
    test: { file: "core/src/authorize.test.ts", title: "does not let other do photo.see" },
  },
  "a code that comes twice takes nothing back": {
    file: `${login}/endpoints/token.ts`,
    from: "if (shown.given.session !== undefined) pool.sessions.revoke(",
    to: "if (shown.given.session === undefined) pool.sessions.revoke(",
    test: {
      file: tokenTest,
      title: "works once, and what it gave is worth nothing when it comes again (oidcc-codereuse)",
    },
  },
  "a code is good for anybody's verifier": {
    file: `${login}/endpoints/token.ts`,
    from: " && isProved(grant, verifier)",
    to: " && (isProved(grant, verifier) || true)",
    test: { file: tokenTest, title: "without its verifier gives nothing, and then no more" },
  },
  "addresses to return to are compared by how they begin": {
    file: `${login}/read-authorization-request.ts`,
    from: "!client.callbackUrls.includes(redirectUri)",
    to: "!client.callbackUrls.some((url) => redirectUri.startsWith(url))",
    test: {
      file: `${login}/read-authorization-request.test.ts`,
      title:
        "leads nowhere with the redirect_uri https://app.example.com/sign-in/ (oidcc-ensure-registered-redirect-uri)",
    },
  },
  "a provider links by an address that it has not verified": {
    file: `${login}/providers/user-of-identity.ts`,
    from: " || !claims.email_verified",
    to: "",
    test: { file: providersTest, title: "links nobody by an address that it has not verified" },
  },
  "whoever signed up with an address first keeps their password": {
    file: `${login}/providers/user-of-identity.ts`,
    from: "if (owner?.emailVerified === true)",
    to: "if (owner !== undefined)",
    test: {
      file: providersTest,
      title: "lets nobody keep a way in who signed up with the address before, without proving it",
    },
  },
  "an answer of a provider is taken from any browser": {
    file: `${login}/providers/providers.ts`,
    from: " || journey.browser !== cookie.read(request)",
    to: "",
    test: { file: providersTest, title: "works once, in the browser that set out, within ten minutes" },
  },
};

const all = Object.values(sabotages);

describe("what the tests that are named below say", () => {
  it("of the source as it is: all is well", async () => {
    await using tree = await copyOfTheSource();
    const files = [...new Set(all.map(({ test }) => test.file))];
    const outcomeOf = await tree.run(
      files,
      all.map(({ test }) => test.title),
    );
    expect(all.filter(({ test }) => outcomeOf(test.title) !== "passed").map(({ test }) => test.title)).toEqual([]);
  });
});

describe.concurrent("a sabotage is noticed:", () => {
  it.each(Object.entries(sabotages))("%s", async (_what, { file, from, to, test }) => {
    await using tree = await copyOfTheSource();
    await tree.replace(file, from, to);
    const outcomeOf = await tree.run([test.file], [test.title]);
    expect(outcomeOf(test.title)).toBe("failed");
  });
});

/** How tests of that title ended: `failed` if one of them did; `undefined` when none was run. */
type OutcomeOf = (title: string) => string | undefined;

/** All packages in a folder of their own, with what the root has installed. */
async function copyOfTheSource() {
  const root = join(import.meta.dirname, "..");
  const folder = await mkdtemp(join(tmpdir(), "tintype-sabotage-"));
  const isSource = (path: string) => !/[/\\](?:dist|[^/\\]+\.tsbuildinfo)$/.test(path);
  const copy = (name: string) =>
    cp(join(root, name), join(folder, name), { recursive: true, verbatimSymlinks: true, filter: isSource });
  await Promise.all(
    ["packages", "package.json", "tsconfig.base.json", "vitest.config.ts", "scripts/skip-reporter.ts"].map(copy),
  );
  // None of them looks at the page.
  await writeFile(join(folder, "scripts/page.setup.ts"), "export const setup = () => {};\n");
  await mkdir(join(folder, "node_modules"));
  for (const name of await readdir(join(root, "node_modules"))) {
    if (!name.startsWith(".vite")) await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
  }

  return {
    async replace(file: string, from: string, to: string): Promise<void> {
      const path = join(folder, "packages", file);
      const source = await readFile(path, "utf8");
      expect(source.split(from).length - 1, `how often "${from}" stands in ${file}`).toBe(1);
      await writeFile(
        path,
        source.replace(from, () => to),
      );
    },

    /** Runs these tests. */
    async run(files: readonly string[], titles: readonly string[]): Promise<OutcomeOf> {
      const report = join(folder, "report.json");
      const names = titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
      const args = ["run", "--project=unit", "--maxWorkers=1", `--testNamePattern=(?:${names})$`];
      const paths = files.map((file) => join("packages", file));
      const { TINTYPE_TEST_REPORT, VITEST, ...env } = process.env;
      await new Promise<void>((resolve) => {
        execFile(
          join(folder, "node_modules/.bin/vitest"),
          [...args, "--reporter=json", `--outputFile=${report}`, ...paths],
          { cwd: folder, maxBuffer: 64 * 2 ** 20, env },
          () => resolve(),
        );
      });
      const { testResults } = JSON.parse(await readFile(report, "utf8")) as VitestReport;
      const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
      return (title) => {
        const statuses = tests.filter(({ fullName }) => fullName.endsWith(title)).map(({ status }) => status);
        return ["failed", "passed"].find((status) => statuses.includes(status));
      };
    },

    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}
