import { describeAccountRepository } from "@tintype/core/contracts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

describeAccountRepository(laneRunner({ missing: noDynamo }), "DynamoDB", openDynamoFixture);
