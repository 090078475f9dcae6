import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmallTree, rooms, type SmallTree } from "./small-tree.fixture.ts";

/** One violation: where it stands, what it says, and the rule that must name it. */
type Plant = readonly [rule: string, file: string, code: string];

const core = "packages/core/src";
const imports = (module: string, name = "x"): string =>
  `import { ${name} } from "${module}";\nexport const y = ${name};`;
const uses = (expression: string): string => `export const y = () => ${expression};`;

const importTable: Record<string, readonly Plant[]> = {
  "core, from the outside": [
    ["core-is-pure", `${core}/photos/read-file.ts`, imports("node:fs", "readFileSync")],
    ["core-is-pure", `${core}/photos/serve.ts`, imports("hono", "Hono")],
    ["core-is-pure", `${core}/photos/ask-http.ts`, imports("@tintype/http", "createApi")],
    ["core-is-pure", `${core}/photos/climb-out.ts`, imports("../../../http/src/index.ts", "createApi")],
    ["core-rooms-from", `${core}/utils/strings.ts`, imports("../shared/instant.ts", "instantOf")],
    ["core-rooms", `${core}/photos/use-strings.ts`, imports("../utils/strings.ts", "y")],
  ],
  "core/shared": [
    ["core-shared", `${core}/shared/know-photo.ts`, `export type { Photo } from "../photos/photo.ts";`],
    [
      "core-shared",
      `${core}/shared/know-port.ts`,
      `export type { PhotoRepository } from "../ports/photo-repository.ts";`,
    ],
  ],
  "core/FEATURE/ENTITY.ts, errors": [
    [
      "core-entities",
      `${core}/albums/album.ts`,
      `export type { PhotoRepository } from "../ports/photo-repository.ts";`,
    ],
    ["core-entities", `${core}/albums/album-errors.ts`, imports("../photos/get-photo.ts", "getPhoto")],
    ["core-entities", `${core}/shares/share-errors.ts`, imports("../photos/index.ts", "getPhoto")],
    ["core-feature-order", `${core}/photos/photo-keys.ts`, `export type { Share } from "../shares/share.ts";`],
  ],
  "core/events.ts, core/authorize.ts": [
    ["core-vocabulary", `${core}/events.ts`, `export type { PhotoRepository } from "./ports/photo-repository.ts";`],
    ["core-vocabulary", `${core}/authorize.ts`, `export { y } from "./shares/open-share.ts";`],
  ],
  "core/ports": [
    ["core-ports", `${core}/ports/reader.ts`, imports("../photos/get-photo.ts", "getPhoto")],
    ["core-ports", `${core}/ports/feature.ts`, imports("../photos/index.ts", "getPhoto")],
    [
      "core-contracts-stand-alone",
      `${core}/ports/reader.contract.ts`,
      imports("./photo-repository.memory.ts", "createMemoryPhotoRepository"),
    ],
  ],
  "core operations": [
    ["core-operations", `${core}/photos/ask-account.ts`, imports("../accounts/get-account.ts", "getAccount")],
    ["core-operations", `${core}/photos/ask-entity.ts`, `export type { Account } from "../accounts/account.ts";`],
    ["core-feature-order", `${core}/accounts/list-shares.ts`, `export type { Share } from "../shares/index.ts";`],
    ["core-operations-below", `${core}/shares/open-share.ts`, imports("../create-tintype.ts", "createTintype")],
    [
      "core-support-files",
      `${core}/photos/remember.ts`,
      imports("../ports/photo-repository.memory.ts", "createMemoryPhotoRepository"),
    ],
    [
      "core-support-files",
      `${core}/photos/promise.ts`,
      imports("../ports/photo-repository.contract.ts", "describePhotoRepository"),
    ],
  ],
  "core/reactions.ts, core/create-tintype.ts": [
    ["core-assembly", `${core}/reactions.ts`, `export { getPhoto as z } from "./photos/get-photo.ts";`],
    [
      "core-support-files",
      `${core}/create-tintype.ts`,
      `export { createMemoryPhotoRepository } from "./ports/photo-repository.memory.ts";`,
    ],
  ],
  "adapters-*": [
    [
      "adapters-know-the-core-alone",
      "packages/adapters-local/src/ask-aws.ts",
      imports("@tintype/adapters-aws", "bucketOf"),
    ],
    ["adapters-know-the-core-alone", "packages/adapters-aws/src/ask-http.ts", imports("@tintype/http", "createApi")],
    [
      "adapters-know-the-core-alone",
      "packages/adapters-sharp/src/climb.ts",
      imports("../../adapters-local/src/index.ts", "isOpen"),
    ],
    ["adapters-no-framework", "packages/adapters-aws/src/route.ts", imports("hono", "Hono")],
    ["adapters-no-framework", "packages/adapters-local/src/wire.ts", imports("inversify", "Container")],
    ["adapters-own-sdk", "packages/adapters-local/src/bucket.ts", imports("@aws-sdk/client-s3", "S3Client")],
    ["adapters-own-sdk", "packages/adapters-aws/src/table.ts", `export { default as y } from "better-sqlite3";`],
    ["adapters-own-sdk", "packages/adapters-sharp/src/bucket.ts", imports("@aws-sdk/client-s3", "S3Client")],
    ["by-the-front-door", "packages/adapters-local/src/climb.ts", imports("../../core/src/shared/id.ts", "Id")],
    [
      "testing-is-for-tests",
      "packages/adapters-local/src/cheat.ts",
      imports("@tintype/core/testing", "createMemoryPhotoRepository"),
    ],
  ],
  http: [
    ["http-imports", "packages/http/src/store.ts", imports("@tintype/adapters-local", "isOpen")],
    ["http-imports", "packages/http/src/wire.ts", imports("inversify", "Container")],
    ["http-imports", "packages/http/src/read.ts", imports("node:fs", "readFileSync")],
  ],
  composition: [
    ["composition-imports", "packages/composition/src/store.ts", imports("@tintype/adapters-local", "isOpen")],
    ["composition-imports", "packages/composition/src/route.ts", imports("hono", "Hono")],
    ["composition-imports", "packages/composition/src/serve.ts", imports("@tintype/http", "createApi")],
  ],
  telemetry: [
    ["telemetry-imports", "packages/telemetry/src/store.ts", imports("@tintype/adapters-local", "isOpen")],
    ["telemetry-imports", "packages/telemetry/src/serve.ts", imports("@tintype/http", "createApi")],
    ["telemetry-imports", "packages/telemetry/src/record.ts", imports("@opentelemetry/sdk-trace", "TracerProvider")],
  ],
  "server apps": [
    ["apps-not-apps", "apps/dev-server/src/ask-lambda.ts", imports("../../lambda/src/handle.ts", "y")],
    ["apps-not-web", "apps/lambda/src/handle.ts", imports("../../web/src/page.ts", "y")],
    ["inversify-in-composition", "apps/dev-server/src/wire.ts", imports("inversify", "Container")],
    ["apps-not-apps", "apps/lambda/src/ask-server.ts", imports("../../dev-server/src/main.ts", "y")],
    ["inversify-in-composition", "apps/lambda/src/wire.ts", imports("inversify", "Container")],
    ["by-the-front-door", "apps/lambda/src/climb.ts", imports("../../../packages/core/src/shared/id.ts", "Id")],
    [
      "testing-is-for-tests",
      "apps/lambda/src/cheat.ts",
      imports("@tintype/core/testing", "createMemoryPhotoRepository"),
    ],
    ["no-undeclared", "apps/lambda/src/undeclared.ts", `export { default as y } from "better-sqlite3";`],
    ["packages-not-apps", "packages/http/src/ask-app.ts", `import "../../../apps/dev-server/src/main.ts";`],
  ],
  web: [
    ["web-imports", "apps/web/src/store.ts", imports("@tintype/adapters-local", "isOpen")],
    ["web-imports", "apps/web/src/wire.ts", imports("@tintype/composition", "compose")],
    ["web-http-types", "apps/web/src/serve.ts", imports("@tintype/http", "createApi")],
    ["web-no-builtins", "apps/web/src/read.ts", imports("node:fs", "readFileSync")],
    ["web-guest-is-light", "apps/web/src/features/guest/greet.ts", imports("../../view.tsx", "View")],
    ["web-amplify-behind-the-door", "apps/web/src/features/photos/ask.ts", imports("aws-amplify/auth", "signIn")],
  ],
  everywhere: [
    ["no-circular", "packages/http/src/egg.ts", `export { z as y } from "./hen.ts";`],
    ["no-orphans", "packages/http/src/alone.ts", uses("1")],
    ["not-to-unresolvable", "packages/http/src/lost.ts", imports("./nowhere.ts")],
    ["no-undeclared", "packages/composition/src/undeclared.ts", imports("hono", "Hono")],
    ["no-dev-dependency", "packages/http/src/at-home.ts", imports("ajv", "Ajv")],
  ],
};

const deniedInCore = `
  caches console crypto fetch globalThis indexedDB location navigator performance queueMicrotask self setInterval
  setTimeout WebSocket XMLHttpRequest`
  .trim()
  .split(/\s+/);

const lint: readonly Plant[] = [
  ...deniedInCore.map(
    (name): Plant => ["noRestrictedGlobals", `${core}/photos/use-${name.toLowerCase()}.ts`, uses(name)],
  ),
  ["no-restricted-globals", `${core}/photos/use-date.ts`, uses("new Date()")],
  ["no-restricted-globals", `${core}/shared/use-date.ts`, uses("Date.now()")],
  ["no-restricted-properties", `${core}/photos/use-chance.ts`, uses("Math.random()")],
  ["noNodejsModules", `${core}/photos/use-node.ts`, imports("node:path", "join")],
  ["noProcessEnv", "packages/adapters-local/src/use-env.ts", uses(`process.env["HOME"]`)],
  [
    "no-restricted-properties",
    "packages/adapters-aws/src/take-env.ts",
    `const { env } = process;\nexport const y = env;`,
  ],
  ["no-restricted-imports", "packages/adapters-sharp/src/import-env.ts", imports("node:process", "env")],
  ["noDefaultExport", "packages/http/src/default.ts", "export default 1;"],
  ["noReExportAll", "packages/http/src/all.ts", `export * from "./index.ts";`],
  ["noEnum", "packages/http/src/enum.ts", "export enum Size {\n  Large,\n}"],
  ["noNamespace", "packages/http/src/namespace.ts", "export namespace Space {\n  export const y = 1;\n}"],
  [
    "noParameterProperties",
    "packages/http/src/parameter.ts",
    "export class Box {\n  constructor(readonly y: number) {}\n}",
  ],
  ["noRestrictedImports", "packages/http/src/whole-zod.ts", imports("zod", "z")],
  ["useFilenamingConvention", "packages/http/src/camelCase.ts", uses("1")],
  [
    "no-floating-promises",
    "packages/http/src/floating.ts",
    "async function later() {}\nexport function y() {\n  later();\n}",
  ],
];

const types: readonly Plant[] = [
  ["TS2591", `${core}/photos/type-process.ts`, uses("process.platform")],
  ["TS2591", `${core}/photos/type-buffer.ts`, uses(`Buffer.from("")`)],
  ["TS2584", `${core}/photos/type-document.ts`, uses("document")],
  ["TS2591", `${core}/photos/type-node.ts`, imports("node:fs", "readFileSync")],
  ["TS2307", "packages/http/src/type-deep.ts", imports("@tintype/core/src/shared/id.ts", "Id")],
  ["TS1294", "packages/http/src/type-enum.ts", "export enum Size {\n  Large,\n}"],
];

const dead: readonly Plant[] = [
  ["dead-file", "packages/http/src/dead-file.ts", imports("./index.ts", "createApi")],
  ["dead-export", `${core}/authorize.ts`, "export const mayNothing = () => false;"],
];

const all = [...Object.values(importTable).flat(), ...lint, ...types, ...dead];

describe("a tree that keeps the table", () => {
  it("is green under every tool", async () => {
    await using tree = await createSmallTree();
    expect(await findingsIn(tree)).toEqual([]);
  });
});

describe("the import check", () => {
  it("fails where it could read nothing", async () => {
    await using tree = await createSmallTree();
    await tree.write(".dependency-cruiser.mjs", `export default { options: { exclude: "." } };`);
    const { code, output } = await run(tree, process.execPath, "scripts/check-imports.ts");
    expect(output).toMatch(/^not-read: packages\/core\/src\/index\.ts /m);
    expect(output).toMatch(/^imports: 0 modules/m);
    expect(code).toBe(1);
  });
});

describe("every import rule", () => {
  it("has a violation planted for it", async () => {
    const { default: rules } = (await import(join(import.meta.dirname, "../.dependency-cruiser.mjs"))) as {
      default: { forbidden: { name: string }[] };
    };
    const planted = new Set(Object.values(importTable).flatMap((plants) => plants.map(([rule]) => rule)));
    expect(rules.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});

describe("a planted violation", () => {
  let tree: SmallTree;
  let findings: readonly string[];

  beforeAll(async () => {
    tree = await createSmallTree();
    for (const room of rooms.filter((name) => name.startsWith("packages/"))) {
      await tree.resolveEverywhere(room.replace("packages", "@tintype"), room);
    }
    await tree.resolveEverywhere("hono", "packages/http/node_modules/hono");
    await tree.resolveEverywhere("inversify", "packages/composition/node_modules/inversify");
    await tree.resolveEverywhere("better-sqlite3", "packages/adapters-local/node_modules/better-sqlite3");
    await tree.resolveEverywhere("@aws-sdk/client-s3", "packages/adapters-aws/node_modules/@aws-sdk/client-s3");
    for (const [, file, code] of all) await tree.write(file, `${await existing(tree, file)}${code}`);

    await tree.write("packages/http/src/hen.ts", `export { y as z } from "./egg.ts";`);
    await tree.write(
      "apps/web/src/page.ts",
      `import { Id } from "@tintype/core";\nimport type { Api } from "@tintype/http";\n\nexport const y = (api: Api) => [Id, api];`,
    );
    findings = await findingsIn(tree);
  });
  const rulesAt = (file: string): string[] =>
    findings.filter((finding) => finding.endsWith(` ${file}`)).map((finding) => finding.split(" ", 1)[0] ?? "");
  afterAll(async () => {
    await tree[Symbol.asyncDispose]();
  });

  describe.each(Object.entries(importTable))("in %s", (_row, plants) => {
    it.each(plants)("%s bites in %s", (rule, file) => {
      expect(rulesAt(file)).toContain(rule);
    });
  });

  it.each(lint)("%s bites in %s", (rule, file) => {
    expect(rulesAt(file)).toContain(rule);
  });

  it.each(types)("%s bites in %s", (rule, file) => {
    expect(rulesAt(file)).toContain(rule);
  });

  it.each(dead)("%s bites in %s", (rule, file) => {
    expect(rulesAt(file)).toContain(rule);
  });

  it("leaves the page's types of http and schemas of the core alone", () => {
    expect(rulesAt("apps/web/src/page.ts")).toEqual(["dead-file"]);
  });
});

/** What every tool says, each as `RULE FILE`; a tool that fails without a finding is a finding itself. */
async function findingsIn(tree: SmallTree): Promise<readonly string[]> {
  const biome = ["ci", "--colors=off", "--reporter=json", "--max-diagnostics=none", "--formatter-enabled=false", "."];
  const findings = await Promise.all([
    run(tree, process.execPath, "scripts/check-imports.ts").then(read(importFindings)),
    run(tree, "biome", ...biome).then(read(biomeFindings)),
    run(tree, "oxlint", "--type-aware", "--format=json").then(read(oxlintFindings)),
    run(tree, "tsc", "-b", ...rooms).then(read(typeFindings)),
    run(tree, "knip", "--include=files,exports", "--reporter=json").then(read(knipFindings)),
  ]);
  return findings.flat();
}

const read =
  (parse: (output: string) => string[]) =>
  ({ code, output }: Run): string[] => {
    const findings = parse(output);
    return code === 0 || findings.length > 0 ? findings : [`failed with ${code}: ${output}`];
  };

const importFindings = (output: string): string[] =>
  [...output.matchAll(/^([a-z-]+): (\S+) → /gm)].map(([, rule, file]) => `${rule} ${file}`);

const biomeFindings = (output: string): string[] =>
  (JSON.parse(output) as { diagnostics: { category: string; location: { path: string } }[] }).diagnostics.map(
    ({ category, location }) => `${category.split("/").at(-1)} ${location.path}`,
  );

const oxlintFindings = (output: string): string[] =>
  (JSON.parse(output) as { diagnostics: { code: string; filename: string }[] }).diagnostics.map(
    ({ code, filename }) => `${code.replace(/^.*\(|\)$/g, "")} ${filename}`,
  );

const typeFindings = (output: string): string[] =>
  [...output.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+)/gm)].map(([, file, code]) => `${code} ${file}`);

const knipFindings = (output: string): string[] =>
  (JSON.parse(output) as { issues: { file: string; files: []; exports: [] }[] }).issues.flatMap(
    ({ file, files, exports }) => [
      ...files.map(() => `dead-file ${file}`),
      ...exports.map(() => `dead-export ${file}`),
    ],
  );

async function existing(tree: SmallTree, file: string): Promise<string> {
  return readFile(join(tree.folder, file), "utf8").catch(() => "");
}

interface Run {
  readonly code: number | string;
  readonly output: string;
}

function run(tree: SmallTree, command: string, ...args: string[]): Promise<Run> {
  const bin = join(import.meta.dirname, "../node_modules/.bin");
  return new Promise((resolve) => {
    execFile(
      command === process.execPath ? command : join(bin, command),
      args,
      { cwd: tree.folder, maxBuffer: 64 * 2 ** 20, env: { ...process.env, NO_COLOR: "1" } },
      (error, output) => resolve({ code: error === null ? 0 : (error.code ?? error.message), output }),
    );
  });
}
