import { describeUsageLedger } from "@tintype/core/contracts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

describeUsageLedger(laneRunner({ missing: noDynamo }), "DynamoDB", openDynamoFixture);
