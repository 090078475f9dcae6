import { defineConfig, type ViteUserConfig } from "vitest/config";
import { createSkipReporter } from "./scripts/skip-reporter.ts";

type Project = NonNullable<NonNullable<ViteUserConfig["test"]>["projects"]>[number];

const { TINTYPE_NO_SKIP, TINTYPE_TEST_REPORT } = process.env;
/** There is a page that was built of these sources. */
const page = { globalSetup: "scripts/page.setup.ts" };
const slow = { testTimeout: 60_000, hookTimeout: 120_000 };

/**
 * A project that reads the workspace's packages from their sources: no test waits for a build. What packages offer to
 * bundlers alone (`module`) is left aside: the AWS SDK's cannot be loaded by Node.
 */
const fromSource = (test: { name: string; include: string[] } & Record<string, unknown>): Project => ({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source", "node", "development|production"] } },
  test,
});

export default defineConfig({
  test: {
    projects: [
      // No test measures time: the limit only ends what hangs, on the slowest machine that somebody has.
      // Order 0 would put them last where one worker is all there are.
      fromSource({
        name: "unit",
        include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts"],
        ...page,
        ...slow,
        maxWorkers: "100%",
        sequence: { groupOrder: 1 },
      }),
      // One file after another in one worker: loading the CDK takes longer than all of them together.
      fromSource({
        name: "infra",
        include: ["apps/lambda/infra/src/**/*.test.ts"],
        ...page,
        ...slow,
        isolate: false,
        fileParallelism: false,
        sequence: { groupOrder: 3 },
      }),
      // After the unit tests. Two servers, each with its browser, are as many as two cores bear.
      fromSource({
        name: "e2e",
        include: ["e2e/**/*.test.ts"],
        ...page,
        ...slow,
        expect: { poll: { interval: 50, timeout: 30_000 } },
        maxWorkers: 2,
        sequence: { groupOrder: 2 },
      }),
      // Contracts against real counterparts, which scripts/lanes.sh starts, and which want processors of their own.
      fromSource({
        name: "lanes",
        include: ["{packages,apps}/{*,lambda/infra}/src/**/*.lane.ts", "e2e/**/*.lane.ts"],
        ...slow,
        testTimeout: 240_000,
      }),
      // The house's own tools.
      fromSource({ name: "rules", include: ["scripts/**/*.test.ts"], ...slow }),
      // Whether the tests notice what they are there for: each runs some of them on a source that was tampered with.
      fromSource({ name: "sabotages", include: ["scripts/sabotages.ts"], maxConcurrency: 2, testTimeout: 180_000 }),
    ],
    reporters: [
      "default",
      createSkipReporter({ forbidden: TINTYPE_NO_SKIP === "1" }),
      ...(TINTYPE_TEST_REPORT === undefined
        ? []
        : [["json", { outputFile: TINTYPE_TEST_REPORT }] satisfies [string, object]]),
    ],
  },
});
