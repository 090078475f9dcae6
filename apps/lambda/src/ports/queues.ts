import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from "@aws-sdk/client-sqs";
import { seconds } from "@tintype/core";
import type { BatchOptions } from "../batches/create-batch-handler.ts";
import { type Config, need, type QueueName } from "../config.ts";
import type { ChangeOptions } from "../lanes/send-changes.ts";

interface Queues {
  readonly send: ChangeOptions["send"];
  /** Into the queue of what was lost on its way to the lanes. */
  readonly bury: ChangeOptions["bury"];
  /** Has up to ten messages of a queue come again when they should, to the second. */
  readonly putBack: (name: QueueName) => BatchOptions["putBack"];
}

type QueuesConfig = Pick<Config, "region" | "queues" | "lostChanges">;

/** The queues of the lanes: FIFO queues, whose messages are told apart by the ids of their events. */
export function openQueues({ region, queues, lostChanges }: QueuesConfig, connection: SQSClientConfig = {}): Queues {
  const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000 };
  const client = new SQSClient({ region, requestHandler, ...connection });
  const urlOf = (name: QueueName) => need(queues[name], `TINTYPE_${name.toUpperCase()}_QUEUE_URL`);
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

    putBack(name) {
      const QueueUrl = urlOf(name);
      return async (returned) => {
        const Entries = returned.map(({ record, pause }, index) => ({
          Id: `${index}`,
          ReceiptHandle: record.receiptHandle,
          VisibilityTimeout: Math.ceil(pause / seconds(1)),
        }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
        const { Failed = [] } = await client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE) });
        if (Failed.length > 0) throw new Error(`${Failed.length} messages were not put back: ${Failed[0]?.Message}`);
      };
    },
  };
}

/** The last thing that a function does: it has to end before Lambda ends it. */
const PATIENCE = seconds(2);
