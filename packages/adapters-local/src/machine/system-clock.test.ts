import { describeClock } from "@tintype/core/contracts";
import { describe, expect, it } from "vitest";
import { systemClock } from "./system-clock.ts";

describeClock({ describe, it, expect }, "the machine's clock", async () => ({
  clock: systemClock,
  [Symbol.asyncDispose]: async () => {},
}));
