import type { Ids } from "./ids.ts";

/** Ids that count up, the same in every run. */
export function createMemoryIds(): Ids {
  let given = 0;
  return {
    next() {
      given += 1;
      return `01K9MEMRY0${String(given).padStart(16, "0")}`;
    },
  };
}
