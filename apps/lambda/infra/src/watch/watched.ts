import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { FunctionName } from "../functions/functions.ts";
import type { Queues } from "../functions/queues.ts";
import type { Tables } from "../storage/tables.ts";

/** What alarms and the dashboard look at. */
export interface Watched {
  readonly api: RestApi;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly queues: Queues;
  readonly tables: Tables;
}

/** The places where something waits for people: nothing should ever be there. */
export const deadLettersOf = ({
  lostChanges,
  lostPhotoEvents,
  ...queues
}: Queues): Readonly<Record<string, Queue>> => ({
  ...Object.fromEntries(Object.entries(queues).map(([name, { deadLetters }]) => [name, deadLetters])),
  "lost-changes": lostChanges,
  "lost-photo-events": lostPhotoEvents,
});
