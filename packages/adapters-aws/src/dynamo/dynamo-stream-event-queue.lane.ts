import { describeEventQueue } from "@tintype/core/contracts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

describeEventQueue(laneRunner({ missing: noDynamo }), "DynamoDB streams", openDynamoFixture);
