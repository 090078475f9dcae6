import { randomUUID } from "node:crypto";
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { motoConfig } from "../moto.fixture.ts";

export interface TopicFixture extends AsyncDisposable {
  readonly topicArn: string;
  /** Another system's queue, whose messages are the events themselves; of those types alone, where they are given. */
  subscribe(types?: readonly string[]): Promise<Subscriber>;
}

export interface Subscriber {
  /** What has come since, in the order in which it came. */
  received(): Promise<readonly unknown[]>;
}

/** A topic of its own, with the queues that hang on it. */
export async function openTopicFixture(kind: "standard" | "fifo"): Promise<TopicFixture> {
  const sns = new SNSClient(motoConfig());
  const sqs = new SQSClient(motoConfig());
  const suffix = kind === "fifo" ? ".fifo" : "";
  const fifo = kind === "fifo" ? { FifoQueue: "true" } : undefined;
  const { TopicArn = "" } = await sns.send(
    new CreateTopicCommand({
      Name: `photos-${randomUUID()}${suffix}`,
      ...(fifo && { Attributes: { FifoTopic: "true" } }),
    }),
  );
  const queues: string[] = [];
  return {
    topicArn: TopicArn,
    async subscribe(types) {
      const QueueName = `print-shop-${randomUUID()}${suffix}`;
      const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo }));
      queues.push(QueueUrl);
      const FilterPolicy = types && JSON.stringify({ type: types });
      await sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: "sqs",
          Endpoint: `${TopicArn.slice(0, TopicArn.lastIndexOf(":")).replace(":sns:", ":sqs:")}:${QueueName}`,
          Attributes: { RawMessageDelivery: "true", ...(FilterPolicy && { FilterPolicy }) },
        }),
      );
      return { received: () => drainQueue(sqs, QueueUrl) };
    },
    async [Symbol.asyncDispose]() {
      await sns.send(new DeleteTopicCommand({ TopicArn }));
      for (const QueueUrl of queues) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sns.destroy();
      sqs.destroy();
    },
  };
}

async function drainQueue(sqs: SQSClient, QueueUrl: string): Promise<readonly unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const asking = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
    const { Messages = [] } = await sqs.send(asking);
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = "" }) => JSON.parse(Body)));
    const Entries = Messages.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}
