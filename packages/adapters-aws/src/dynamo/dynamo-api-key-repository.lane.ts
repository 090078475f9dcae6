import { describeApiKeyRepository } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

describeApiKeyRepository(laneRunner(vitest, { missing: noDynamo }), "DynamoDB", openDynamoFixture);
