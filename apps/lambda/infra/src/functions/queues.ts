import { attemptsOfEvent } from "@tintype/core";
import { Duration } from "aws-cdk-lib";
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { type FunctionName, functions } from "./functions.ts";

/** What waits for which function. */
export const consumers = {
  uploads: "on-upload",
  imaging: "imaging",
  mail: "mail",
  purge: "purge",
  publish: "publish",
} as const satisfies Record<string, FunctionName>;

export type QueueName = keyof typeof consumers;
export const queueNames = Object.keys(consumers) as QueueName[];

export interface QueueWithDeadLetters {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

export interface Queues extends Readonly<Record<QueueName, QueueWithDeadLetters>> {
  /** Where records of the tables' streams go that could not be put on a lane. */
  readonly lostChanges: Queue;
  /** The same for what could not be told to other systems. */
  readonly lostPhotoEvents: Queue;
}

const common = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
} satisfies QueueProps;

/** In order for each aggregate, of which many go on at once; what is sent twice within five minutes arrives once. */
const inOrder = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} satisfies QueueProps;

/**
 * A queue for each consumer, and behind each a second one where people find what could not be done. Lanes keep the order of
 * events; S3 can tell only queues that do not.
 */
export function defineQueues(scope: Construct): Queues {
  const here = new Construct(scope, "Queues");
  const define = (name: QueueName, order: QueueProps): QueueWithDeadLetters => {
    const deadLetters = new Queue(here, `${name}-dead-letters`, { ...common, ...order });
    const queue = new Queue(here, name, {
      ...common,
      ...order,
      // AWS's advice for queues that Lambda reads: six times as long as the function may take.
      visibilityTimeout: Duration.seconds(6 * functions[consumers[name]].timeout),
      // A photo that brings the imaging process down three times ends as failed at the fourth.
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: attemptsOfEvent },
    });
    return { queue, deadLetters };
  };
  const defineLost = (name: string): Queue => {
    const lost = new Queue(here, name, common);
    acknowledge(lost, { SQS3: "It is where the dead letters of a stream are." });
    return lost;
  };
  return {
    uploads: define("uploads", {}),
    imaging: define("imaging", inOrder),
    mail: define("mail", inOrder),
    purge: define("purge", inOrder),
    publish: define("publish", inOrder),
    lostChanges: defineLost("lost-changes"),
    lostPhotoEvents: defineLost("lost-photo-events"),
  };
}
