import { accountScenarios } from "./account-scenarios.fixture.ts";
import type { FaultScenarios } from "./fault-scenario.fixture.ts";
import { otherScenarios } from "./other-scenarios.fixture.ts";
import { photoScenarios } from "./photo-scenarios.fixture.ts";
import { shareScenarios } from "./share-scenarios.fixture.ts";
import { uploadScenarios } from "./upload-scenarios.fixture.ts";

/** Every operation is in one of them at least: a test asks for it. */
export const faultScenarios: FaultScenarios = {
  ...uploadScenarios,
  ...photoScenarios,
  ...shareScenarios,
  ...accountScenarios,
  ...otherScenarios,
};
