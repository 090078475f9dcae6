import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Lane } from "@tintype/core";
import type { BatchOptions } from "../batches/create-batch-handler.ts";
import { type Config, need } from "../config.ts";
import type { ChangeOptions } from "../lanes/send-changes.ts";

interface Queues {
  readonly send: ChangeOptions["send"];
  /** Into the queue of what was lost on its way to the lanes. */
  readonly bury: ChangeOptions["bury"];
  /** Has the messages of a lane come again soon, later with every attempt, and not when their time is up. */
  readonly putBack: (lane: Lane) => NonNullable<BatchOptions["putBack"]>;
}

/** The queues of the lanes: FIFO queues, whose messages are told apart by the ids of their events. */
export function openQueues({ region, queues, lostChanges }: Config): Queues {
  const client = new SQSClient({ region, requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000 } });
  const urlOf = (lane: Lane) => need(queues[lane], `a queue for the ${lane} lane`);
  return {
    async send(lane, messages, { signal }) {
      const Entries = messages.map(({ group, id, body }, index) => ({
        Id: `${index}`,
        MessageGroupId: group,
        MessageDeduplicationId: id,
        MessageBody: body,
      }));
      const command = new SendMessageBatchCommand({ QueueUrl: urlOf(lane), Entries });
      const { Failed = [] } = await client.send(command, { abortSignal: signal });
      return new Set(Failed.map(({ Id }) => messages[Number(Id)]?.id ?? ""));
    },

    async bury(event, reason, { signal }) {
      const QueueUrl = need(lostChanges, "TINTYPE_LOST_CHANGES_QUEUE_URL");
      const command = new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ reason, event }) });
      await client.send(command, { abortSignal: signal });
    },

    putBack: (lane) => {
      const QueueUrl = urlOf(lane);
      return async ({ receiptHandle: ReceiptHandle, attributes }) => {
        const attempt = Number(attributes.ApproximateReceiveCount);
        const VisibilityTimeout = Math.round(Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt));
        await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
      };
    },
  };
}

/** In seconds. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 600;
