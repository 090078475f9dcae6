import { describeShareRepository } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

describeShareRepository(laneRunner(vitest, { missing: noDynamo }), "DynamoDB", openDynamoFixture);
