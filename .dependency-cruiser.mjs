// Who may import whom: the table of docs/architecture.md as rules over the import graph.
// scripts/planted-violations.test.ts breaks every one of them on purpose and expects it to bite.

/**
 * The features, each before those that may build on it, with the names of its entity files. Error files
 * (`photo-errors.ts`) count as entities too; every other file of a feature is an operation.
 */
const features = {
  accounts: ["account"],
  "api-keys": ["api-key"],
  profiles: ["profile"],
  photos: ["photo", "photo-keys"],
  credentials: [],
  albums: ["album"],
  shares: ["share"],
  posts: ["post", "comment"],
  notifications: ["notification"],
  sync: ["change"],
  exports: [],
};
const names = Object.keys(features);
const anyFeature = `(?:${names.join("|")})`;

const core = "^packages/core/src";
const test = "\\.(?:test|lane)\\.ts$";
const support = "\\.(?:memory|contract|fixture)\\.ts$";
const fixture = "\\.fixture\\.ts$";
const shared = `${core}/shared/`;
const ports = `${core}/ports/`;
/** What is broken on purpose, and how everything is then: tests and what serves them, nothing else. */
const faults = `${core}/faults/[a-z-]+\\.(?:test|fixture)\\.ts$`;
const entities = [
  `${core}/(?:${names.map((name) => `${name}/(?:${features[name].join("|")})`).join("|")})\\.ts$`,
  `${core}/${anyFeature}/[a-z-]+-errors\\.ts$`,
];
const inFeature = `${core}/(${anyFeature})/`;
const featureIndex = `${core}/${anyFeature}/index\\.ts$`;
/** What the whole domain shares above its entities, and below its ports and operations. */
const vocabulary = `${core}/(?:events|authorize|settings)\\.ts$`;
const assembly = `${core}/(?:features|reactions|departures|create-tintype)\\.ts$`;
const entries = `${core}/(?:index|testing|contracts)\\.ts$`;

const npm = (...packages) => `(?:^|/)node_modules/(?:${packages.join("|")})(?:/|$)`;
const builtin = ["core"];

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
/** Inside the core: everything that is neither a test nor one of the support files beside the ports. */
const coreFiles = (path, ...pathNot) => ({ path, pathNot: [test, support, ...pathNot] });
const beyond = (...allowed) => ({ path: "^packages/core/", pathNot: allowed });

export default {
  forbidden: [
    // The core, from the outside.
    rule(
      "core-is-pure",
      "The core imports itself and zod, nothing else.",
      { path: core, pathNot: test },
      { pathNot: [core, npm("zod")] },
    ),

    // The core, from the inside.
    rule(
      "core-rooms",
      `A folder of the core is shared, ports or a feature (${names.join(", ")}). A new feature gets its place in the order at the top of .dependency-cruiser.mjs.`,
      {},
      { path: `${core}/[^/]+/`, pathNot: [shared, ports, faults, inFeature] },
    ),
    rule(
      "core-rooms-from",
      "The same for a file that nobody imports yet.",
      { path: `${core}/[^/]+/`, pathNot: [shared, ports, faults, inFeature] },
      {},
    ),
    rule("core-shared", "shared imports zod and itself.", coreFiles(shared), beyond(shared)),
    rule(
      "core-entities",
      "Entity and error files import shared and the entities of an earlier feature: never ports, never operations. Which files are entities stands at the top of .dependency-cruiser.mjs.",
      coreFiles(entities),
      beyond(shared, ...entities),
    ),
    rule(
      "core-vocabulary",
      "events.ts, authorize.ts and settings.ts import shared and entities.",
      coreFiles(vocabulary),
      beyond(shared, ...entities, vocabulary),
    ),
    rule(
      "core-ports",
      "A port imports shared, entities, events and other ports: never an operation or a feature's index.",
      { path: ports, pathNot: test },
      beyond(shared, ...entities, vocabulary, ports),
    ),
    rule(
      "core-operations",
      "An operation knows another feature by its index.ts alone.",
      coreFiles(inFeature, ...entities),
      { path: inFeature, pathNot: [`${core}/$1/`, featureIndex] },
    ),
    rule(
      "core-operations-below",
      "An operation imports nothing that is built out of operations.",
      coreFiles(inFeature),
      { path: [assembly, entries, `${core}/errors\\.ts$`] },
    ),
    rule(
      "core-assembly",
      "features.ts, reactions.ts, departures.ts and create-tintype.ts know a feature by its index.ts alone.",
      coreFiles(assembly),
      { path: inFeature, pathNot: featureIndex },
    ),
    ...names
      .map((name, place) =>
        rule(
          "core-feature-order",
          `${name} comes before ${names.slice(place + 1).join(", ")}.`,
          { path: `${core}/${name}/`, pathNot: test },
          { path: `${core}/(?:${names.slice(place + 1).join("|")})/` },
        ),
      )
      .slice(0, -1),
    rule(
      "core-support-files",
      "*.memory.ts, *.contract.ts and *.fixture.ts serve testing.ts, contracts.ts, tests and one another.",
      { pathNot: [test, support, `${core}/(?:testing|contracts)\\.ts$`] },
      { path: support },
    ),
    rule(
      "core-contracts-stand-alone",
      "A contract is run against adapters that others write: it brings no adapter of its own.",
      { path: [`${core}/contracts\\.ts$`, "\\.contract\\.ts$"] },
      { path: "\\.memory\\.ts$" },
    ),

    // Between packages.
    rule(
      "by-the-front-door",
      "A package is imported by its name and its entries, never by a path into its sources.",
      { path: "^(packages|apps)/([^/]+)/" },
      { path: "^packages/", pathNot: ["^$1/$2/", "^packages/[^/]+/src/index\\.ts$", entries] },
    ),
    rule(
      "testing-is-for-tests",
      "@tintype/core/testing and @tintype/core/contracts are imported by tests, never by what is shipped.",
      { path: "^(?:packages|apps)/", pathNot: [test, support, `${core}/(?:testing|contracts)\\.ts$`] },
      { path: `${core}/(?:testing|contracts)\\.ts$` },
    ),
    rule(
      "adapters-know-the-core-alone",
      "An adapter imports @tintype/core and its own SDK: no other package, no other adapter.",
      { path: "^packages/adapters-([^/]+)/" },
      { path: "^(?:packages|apps)/", pathNot: ["^packages/adapters-$1/", "^packages/core/"] },
    ),
    rule(
      "adapters-no-framework",
      "An adapter knows neither HTTP routes nor the container.",
      { path: "^packages/adapters-" },
      { path: npm("hono", "@hono/[^/]+", "inversify", "@inversifyjs/[^/]+", "reflect-metadata") },
    ),
    rule(
      "adapters-own-sdk",
      "adapters-local stays off the network and without sharp; AWS's checksums only count, and its tests may compare it with AWS's own clients.",
      { path: "^packages/adapters-local/", pathNot: [test, fixture] },
      { path: npm("@aws-sdk/(?!checksums/)[^/]+", "@smithy/[^/]+", "sharp") },
    ),
    rule(
      "adapters-own-sdk",
      "Lambda must carry neither better-sqlite3 nor, without asking, sharp.",
      { path: "^packages/adapters-aws/" },
      { path: npm("better-sqlite3", "sharp") },
    ),
    rule(
      "adapters-own-sdk",
      "The image processor serves both worlds and knows neither.",
      { path: "^packages/adapters-sharp/" },
      { path: npm("@aws-sdk/[^/]+", "@smithy/[^/]+", "better-sqlite3") },
    ),
    rule(
      "http-imports",
      "http imports core, hono, zod and jose: no adapter, no container, no node builtin.",
      { path: "^packages/http/", pathNot: [test, fixture] },
      { pathNot: ["^packages/(?:http|core)/", npm("hono", "@hono/[^/]+", "zod", "jose")] },
    ),
    rule(
      "composition-imports",
      "composition imports core and inversify: no adapter, no hono.",
      { path: "^packages/composition/", pathNot: test },
      { pathNot: ["^packages/(?:composition|core)/", npm("inversify")] },
    ),
    rule(
      "telemetry-imports",
      "telemetry imports core and the API of OpenTelemetry: who records, and where that goes, is for whoever runs it to say.",
      { path: "^packages/telemetry/", pathNot: [test, fixture] },
      { pathNot: ["^packages/(?:telemetry|core)/", npm("@opentelemetry/api")] },
    ),
    rule(
      "inversify-in-composition",
      "The container is reached through @tintype/composition alone.",
      { pathNot: "^packages/composition/" },
      { path: npm("inversify", "@inversifyjs/[^/]+", "reflect-metadata") },
    ),
    rule("packages-not-apps", "A package knows no app.", { path: "^packages/" }, { path: "^apps/" }),
    rule(
      "apps-not-apps",
      "An app knows no other app; the dev server may serve the page.",
      { path: "^apps/([^/]+)/" },
      { path: "^apps/", pathNot: ["^apps/$1/", "^apps/web/"] },
    ),
    rule(
      "apps-not-web",
      "Only the dev server serves the page.",
      { path: "^apps/", pathNot: "^apps/(?:web|dev-server)/" },
      { path: "^apps/web/" },
    ),
    rule(
      "web-imports",
      "The page sees the core's schemas and http's types: no adapter, no composition, no node builtin.",
      { path: "^apps/web/src/", pathNot: test },
      { path: "^packages/", pathNot: ["^packages/core/", "^packages/http/"] },
    ),
    rule(
      "web-http-types",
      "Of http the page sees types alone.",
      { path: "^apps/web/src/", pathNot: test },
      { path: "^packages/http/", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "web-no-builtins",
      "The page runs in a browser.",
      { path: "^apps/web/src/", pathNot: test },
      { dependencyTypes: builtin },
    ),

    rule(
      "web-guest-is-light",
      "Who follows a link waits for neither React nor Amplify: the page of a link reaches no library but thumbhash's (1 KB).",
      { path: "^apps/web/src/(?:guest\\.ts$|features/guest/)", pathNot: test },
      {
        path: npm("react", "react-dom", "wouter", "@tanstack/[^/]+", "aws-amplify", "@aws-amplify/[^/]+"),
        reachable: true,
      },
    ),
    rule(
      "web-amplify-behind-the-door",
      "Amplify is for signing in, and for what people change of it: photos know a token, and nobody's name for it.",
      { path: "^apps/web/src/", pathNot: [test, "^apps/web/src/features/(?:session|settings)/"] },
      { path: npm("aws-amplify", "@aws-amplify/[^/]+") },
    ),

    // Everywhere.
    rule("no-circular", "A cycle has no first file to read.", {}, { circular: true }),
    rule(
      "no-orphans",
      "A file that imports nothing and is imported by nothing is dead.",
      {
        orphan: true,
        pathNot: [
          test,
          "\\.d\\.ts$",
          "\\.config\\.",
          "^packages/[^/]+/src/index\\.ts$",
          entries,
          "^(?:e2e|bench|scripts)/",
          // HTML loads them, or a page by their address.
          "^apps/[^/]+/reference/",
          "^apps/web/src/.*-worker\\.ts$",
          "^apps/[^/]+/src/main\\.ts$",
        ],
      },
      {},
    ),
    rule("not-to-unresolvable", "What is imported exists.", {}, { couldNotResolve: true }),
    rule(
      "no-undeclared",
      "A package declares what it imports.",
      { path: "^(?:packages|apps)/[^/]+/src/", pathNot: test },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    rule(
      "no-dev-dependency",
      "What is shipped does not stand on a devDependency; a type may, and the server on OpenTelemetry's SDK, which its bundle carries (15 MB unbundled). Fixtures serve tests, and are not shipped; of the page, what was built of it is.",
      { path: "^(?:packages|apps)/[^/]+/src/", pathNot: [test, fixture, "^apps/web/"] },
      {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: npm("@types/[^/]+", "@opentelemetry/[^/]+"),
      },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(?:packages|apps)/[^/]+/(?:infra/)?(?:dist|bundle)/" },
    parser: "tsc",
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".d.ts"],
    },
  },
};
