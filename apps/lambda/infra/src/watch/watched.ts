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

/** Where what was tried in vain waits for people, by the queues that it came from. */
export const deadLettersOf = ({ lostChanges, lostPhotoEvents, ...queues }: Queues): Readonly<Record<string, Queue>> =>
  Object.fromEntries(Object.entries(queues).map(([name, { deadLetters }]) => [name, deadLetters]));

/** The same for streams. */
export const lostOf = ({ lostChanges, lostPhotoEvents }: Queues): Readonly<Record<string, Queue>> => ({
  "lost-changes": lostChanges,
  "lost-photo-events": lostPhotoEvents,
});
