import type { Reporter } from "vitest/node";

/**
 * Prints every skipped test with its reason, and fails the run where a skip gives none: write
 * `it("…", ({ skip }) => { skip(condition, "the reason"); … })`. Where skips are forbidden, each fails the run.
 */
export function createSkipReporter({ forbidden }: { readonly forbidden: boolean }): Reporter {
  let narrowed = false;
  return {
    onInit(vitest) {
      narrowed = vitest.config.testNamePattern !== undefined;
    },
    onTestRunEnd(modules) {
      for (const test of modules.flatMap((module) => [...module.children.allTests("skipped")])) {
        const result = test.result();
        const reason = result.state === "skipped" ? result.note : undefined;
        if (reason === undefined && narrowed) continue;

        console.log(
          `skipped: ${test.project.name} ${test.module.relativeModuleId} > ${test.fullName}: ${reason ?? "no reason given"}`,
        );
        if (forbidden || reason === undefined) process.exitCode = 1;
      }
    },
  };
}
