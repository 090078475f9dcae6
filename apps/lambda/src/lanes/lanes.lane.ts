import { randomUUID } from "node:crypto";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { aggregateOf, attemptsOfEvent, type DomainEvent, type Lane, lanes, lanesOf } from "@tintype/core";
import { accountEvent, anAccount, aPhoto, changed, photoEvent } from "@tintype/core/testing";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createBatchHandler } from "../batches/create-batch-handler.ts";
import { invocation, sqsRecord, streamRecord } from "../events.fixture.ts";
import { openQueues } from "../ports/queues.ts";
import { createChangeHandler } from "./send-changes.ts";
import { workLane } from "./work-lane.ts";

const { TINTYPE_MOTO_ENDPOINT: endpoint = "" } = process.env;
const missing = endpoint === "" ? "there is no moto: scripts/lanes.sh starts it" : undefined;

/*
 * What `EventQueue` promises, fulfilled on AWS by a stream, the handler that puts its events onto SQS, the queues of the lanes
 * as they are deployed, and the handlers that work them off. Its contract goes by a clock that tests set; SQS goes by its own,
 * so that here every pause is over at once.
 */
describe("the lanes, by a table's stream and SQS", () => {
  const test = (name: string, run: (world: World) => Promise<void>) =>
    it(name, async ({ skip }) => {
      skip(missing !== undefined, missing);
      await run(await openWorld());
    });

  test("deliver every event on each of its lanes and on no other, once where the stream comes twice", async (world) => {
    const account = anAccount();
    const events: DomainEvent[] = [
      ...(["account_registered", "account_deleted", "account_export_wanted"] as const).map((type) =>
        accountEvent(account, type),
      ),
      ...(["photo_uploaded", "photo_failed", "photo_copy_wanted", "photo_purged"] as const).map((type) =>
        photoEvent(aPhoto(), type),
      ),
    ];
    const records = events.map((event, index) => recordOf(index, event));
    expect(await world.follow(records)).toEqual([]);
    expect(await world.follow(records)).toEqual([]);
    await world.settle();
    for (const lane of lanes) {
      const expected = events.filter(({ type }) => (lanesOf[type] as readonly Lane[]).includes(lane));
      expect(world.done(lane), lane).toEqual(expected);
    }
  });

  test("keep the order of each aggregate, and let none wait for another", async (world) => {
    const photos = [aPhoto(), aPhoto(), aPhoto()];
    const events: DomainEvent[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      for (const [index, photo] of photos.entries()) {
        events.push(photoEvent(photo));
        photos[index] = changed(photo);
      }
    }
    await world.follow(events.map((event, index) => recordOf(index, event)));
    // The first of the first photo fails three times: what is behind it waits, and the others do not.
    const [held] = events;
    world.fail(held, 3);
    await world.settle();
    for (const { id } of photos) expect(ofAggregate(world.done("imaging"), id)).toEqual(ofAggregate(events, id));
    const others = world.done("imaging").findIndex(({ id }) => id === held?.id);
    expect(others).toBeGreaterThan(1);
    expect(world.attempts(held)).toEqual([1, 2, 3, 4]);
  });

  test("have a failure come again with what is behind it, after the pause that its attempt has earned", async (world) => {
    const photo = aPhoto();
    const [first, second, third] = [photoEvent(photo), photoEvent(changed(photo)), photoEvent(changed(changed(photo)))];
    await world.follow([first, second, third].map((event, index) => recordOf(index, event)));
    world.fail(first, 2);
    await world.settle();
    expect(world.done("imaging")).toEqual([first, second, third]);
    expect(world.pauses).toEqual([
      [1_000, 1_000, 1_000],
      [4_000, 4_000, 4_000],
    ]);
  });

  test("hand out again what a process took that died", async (world) => {
    const event = photoEvent(aPhoto());
    await world.follow([recordOf(0, event)]);
    await world.takeAndDie("imaging");
    await world.settle();
    expect([world.done("imaging"), world.attempts(event)]).toEqual([[event], [2]]);
  });

  test("bury what fails every time, and go on with the next of its aggregate", async (world) => {
    const photo = aPhoto();
    const [poison, next] = [photoEvent(photo), photoEvent(changed(photo))];
    await world.follow([recordOf(0, poison), recordOf(1, next)]);
    world.fail(poison, Number.POSITIVE_INFINITY);
    await world.settle();
    expect(world.attempts(poison)).toEqual(Array.from({ length: attemptsOfEvent }, (_, index) => index + 1));
    expect(world.done("imaging")).toEqual([next]);
    expect(await world.dead("imaging")).toEqual([poison]);
  });
});

const recordOf = (sequence: number, event: DomainEvent): DynamoDBRecord =>
  streamRecord({ sequence: sequence + 1, after: { document: { saved: 1 }, events: [event] } });

const ofAggregate = (events: readonly DomainEvent[], aggregate: string): readonly DomainEvent[] =>
  events.filter((event) => aggregateOf(event) === aggregate);

interface World {
  /** What Lambda does with records of a stream; resolves to what is handed back. */
  follow(records: readonly DynamoDBRecord[]): Promise<readonly string[]>;
  /** Has the next so many attempts at an event fail. */
  fail(event: DomainEvent | undefined, times: number): void;
  /** Works until nothing comes any more. */
  settle(): Promise<void>;
  /** Takes what is there and never ends it; the lease ends at once. */
  takeAndDie(lane: Lane): Promise<void>;
  done(lane: Lane): readonly DomainEvent[];
  /** Which attempts at the event there were. */
  attempts(event: DomainEvent | undefined): readonly number[];
  readonly pauses: readonly (readonly number[])[];
  dead(lane: Lane): Promise<readonly DomainEvent[]>;
}

async function openWorld(): Promise<World> {
  const connection = { endpoint, credentials: { accessKeyId: "lanes", secretAccessKey: "lanes" } };
  const region = "us-east-1";
  const sqs = new SQSClient({ region, ...connection });
  const id = randomUUID();
  const create = async (name: string, attributes: Record<string, string>) => {
    const Attributes = { FifoQueue: "true", ...attributes };
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-${id}.fifo`, Attributes }));
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
    return { url: QueueUrl, arn: (await sqs.send(ask)).Attributes?.["QueueArn"] ?? "" };
  };
  const urls: Partial<Record<Lane, string>> = {};
  const graves: Partial<Record<Lane, string>> = {};
  for (const lane of lanes) {
    const grave = await create(`${lane}-dead-letters`, {});
    const redrive = { deadLetterTargetArn: grave.arn, maxReceiveCount: attemptsOfEvent };
    graves[lane] = grave.url;
    urls[lane] = (await create(lane, { RedrivePolicy: JSON.stringify(redrive), VisibilityTimeout: "720" })).url;
  }
  const queues = openQueues({ region, queues: urls, lostChanges: undefined }, connection);
  const done = new Map<Lane, DomainEvent[]>(lanes.map((lane) => [lane, []]));
  const attempts = new Map<string, number[]>();
  const failing = new Map<string, number>();
  const pauses: number[][] = [];
  const logger = { trouble: () => {} };
  const follower = createChangeHandler({ send: queues.send, bury: queues.bury, logger });

  const worker = (lane: Lane) =>
    createBatchHandler({
      work: workLane(lane, {
        async react({ event, attempt }) {
          attempts.set(event.id, [...(attempts.get(event.id) ?? []), attempt]);
          const left = failing.get(event.id) ?? 0;
          failing.set(event.id, left - 1);
          if (left > 0) throw new Error("It does not work.");
          done.get(lane)?.push(event);
        },
      }),
      async putBack(returned) {
        pauses.push(returned.map(({ pause }) => pause));
        await queues.putBack(lane)(returned.map(({ record }) => ({ record, pause: 0 })));
      },
      logger,
      atOnce: 4,
      random: () => 0,
    });

  async function receive(QueueUrl: string | undefined) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
    });
    const { Messages = [] } = await sqs.send(command);
    return Messages.map(({ MessageId = "", ReceiptHandle = "", Body = "", Attributes = {} }) => ({
      ...sqsRecord({ id: MessageId, body: Body }),
      receiptHandle: ReceiptHandle,
      attributes: { ...sqsRecord({ id: MessageId, body: Body }).attributes, ...Attributes },
    }));
  }

  /** What Lambda does with a queue; resolves to how many messages there were. */
  async function workOff(lane: Lane): Promise<number> {
    const Records = await receive(urls[lane]);
    if (Records.length === 0) return 0;
    const { batchItemFailures } = await worker(lane)({ Records }, invocation());
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId, receiptHandle: ReceiptHandle } of Records) {
      if (!failed.has(messageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl: urls[lane], ReceiptHandle }));
    }
    return Records.length;
  }

  return {
    async follow(records) {
      const { batchItemFailures } = await follower({ Records: [...records] }, invocation());
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
    fail: (event, times) => void failing.set(event?.id ?? "", times),
    async settle() {
      for (let found = 1; found > 0; ) {
        found = 0;
        for (const lane of lanes) found += await workOff(lane);
      }
    },
    async takeAndDie(lane) {
      const taken = await receive(urls[lane]);
      await queues.putBack(lane)(taken.map((record) => ({ record, pause: 0 })));
    },
    done: (lane) => done.get(lane) ?? [],
    attempts: (event) => attempts.get(event?.id ?? "") ?? [],
    pauses,
    dead: async (lane) => (await receive(graves[lane])).map(({ body }) => JSON.parse(body)),
  };
}
