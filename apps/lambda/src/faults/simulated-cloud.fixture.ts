import { createTintype, days, type Lane, minutes, type Tintype, type UserActor } from "@tintype/core";
import { createMemoryPorts, createSeededRandom, type MemoryPorts } from "@tintype/core/testing";
import type { DynamoDBRecord } from "aws-lambda";
import { createBatchHandler } from "../batches/create-batch-handler.ts";
import { invocation, s3Notification, streamRecord } from "../events.fixture.ts";
import { createChangeHandler } from "../lanes/send-changes.ts";
import { workLane } from "../lanes/work-lane.ts";
import { createScheduleHandler } from "../schedule/create-schedule-handler.ts";
import { postConfirmation } from "../triggers/post-confirmation.ts";
import { postConfirmationEvent } from "../triggers/triggers.fixture.ts";
import { noticeUploads } from "../uploads/notice-uploads.ts";
import { createSimulatedQueue, type Mischief } from "./simulated-queue.fixture.ts";

export interface CloudOptions extends Partial<Pick<Mischief, "repeats" | "disorder" | "loses">> {
  readonly seed?: number;
  /** The ports as the functions have them, where something is wrong with them. */
  readonly spoil?: (ports: MemoryPorts) => MemoryPorts;
  /** Whether the process that had those ports is no more; the next one has ports that nothing is wrong with. */
  readonly isGone?: () => boolean;
  /** The signal of every deadline; none passes unless told. */
  readonly deadline?: () => AbortSignal;
}

/** All functions over memory, and between them what AWS has there. */
export interface SimulatedCloud {
  readonly ports: MemoryPorts;
  readonly tintype: Tintype;
  /** Signs Ana up: Cognito asks up to three times. */
  signUp(): Promise<UserActor>;
  /** What S3 does when bytes have arrived. */
  tellOfUpload(key: string): void;
  /** Works until nothing comes any more, looks after what got stuck in between, and sweeps in the end. */
  settle(): Promise<void>;
  readonly dead: readonly string[];
}

export function createSimulatedCloud(options: CloudOptions = {}): SimulatedCloud {
  const { seed = 1, spoil = (ports) => ports, repeats = 0, disorder = 0, loses } = options;
  const mischief = { random: createSeededRandom(seed), repeats, disorder, ...(loses && { loses }) };
  const stream: DynamoDBRecord[] = [];
  const ports = withStream(createMemoryPorts({ seed, repeats: 0 }), stream);
  const tintype = createTintype(ports);
  const after = options.deadline ?? (() => new AbortController().signal);
  const logger = { trouble: () => {}, told: () => {} };
  const spoilt = createTintype(spoil(ports));
  const inFunctions = () => (options.isGone?.() === true ? tintype : spoilt);

  const uploads = createSimulatedQueue(mischief);
  const lanes = {
    imaging: createSimulatedQueue(mischief),
    mail: createSimulatedQueue(mischief),
    purge: createSimulatedQueue(mischief),
    publish: createSimulatedQueue(mischief),
  };
  const buried: string[] = [];
  const batches = { logger, atOnce: 4, after, putBack: async () => {} };
  const onUpload: ReturnType<typeof createBatchHandler> = (...call) =>
    createBatchHandler({
      ...batches,
      work: noticeUploads({ tintype: inFunctions(), bucket: "incoming", logger }),
    })(...call);
  const onTableChanged = createChangeHandler({
    logger,
    after,
    async send(lane, messages) {
      for (const message of messages) lanes[lane].send(message);
      return new Set();
    },
    bury: async (event) => void buried.push(JSON.stringify(event)),
  });
  const onSchedule: ReturnType<typeof createScheduleHandler> = (...call) =>
    createScheduleHandler({ tintype: inFunctions(), hear: async () => {}, logger, after })(...call);
  let read = 0;

  /** Reads the stream from where it was left; a batch may come twice. */
  async function followStream(): Promise<number> {
    const Records = stream.slice(read, read + 100);
    if (Records.length === 0) return 0;
    const times = mischief.random() < repeats ? 2 : 1;
    for (let time = 1; time <= times; time += 1) {
      const { batchItemFailures } = await onTableChanged({ Records }, invocation());
      const first = Records.findIndex(
        ({ dynamodb }) => dynamodb?.SequenceNumber === batchItemFailures[0]?.itemIdentifier,
      );
      if (time === times) read += first === -1 ? Records.length : first;
    }
    return Records.length;
  }

  async function workUntilQuiet(): Promise<void> {
    for (let found = 1; found > 0; ) {
      found = (await uploads.deliver(onUpload)) + (await followStream());
      for (const [lane, queue] of Object.entries(lanes)) {
        found += await queue.deliver(createBatchHandler({ ...batches, work: workLane(lane as Lane, inFunctions()) }));
      }
    }
  }

  return {
    ports,
    tintype,
    async signUp() {
      const event = postConfirmationEvent();
      const attempts = [1, 2, 3].map(() => () => postConfirmation(inFunctions())(event));
      for (const attempt of attempts) await attempt().catch(() => undefined);
      const subject = event.request.userAttributes["sub"] ?? "";
      const issuer = `https://cognito-idp.${event.region}.amazonaws.com/${event.userPoolId}`;
      const account = await ports.accounts.findByIdentity({ issuer, subject });
      if (account === undefined) throw new Error("Nobody could sign up.");
      return { kind: "user", userId: account.id };
    },
    tellOfUpload: (key) => uploads.send({ id: key, body: JSON.stringify(s3Notification("incoming", key)) }),
    async settle() {
      for (const pause of [0, minutes(11), minutes(11)]) {
        ports.clock.advance(pause);
        await onSchedule({ task: "reconcile" }, invocation()).catch(() => undefined);
        await workUntilQuiet();
      }
      for (const pause of [days(1), days(1)]) {
        ports.clock.advance(pause);
        await onSchedule({ task: "sweep" }, invocation()).catch(() => undefined);
      }
    },
    get dead() {
      return [...buried, ...[uploads, ...Object.values(lanes)].flatMap((queue) => queue.dead)];
    },
  };
}

/** The same ports, whose saves a table's stream carries. */
function withStream(ports: MemoryPorts, stream: DynamoDBRecord[]): MemoryPorts {
  type Save = (
    change: { before?: object; after: object; events: readonly object[] },
    options?: object,
  ) => Promise<void>;
  const followed = <Repository extends { save: unknown }>(repository: Repository): Repository => ({
    ...repository,
    async save(...[change, options]: Parameters<Save>) {
      await (repository.save as Save)(change, options);
      const { before, after, events } = change;
      stream.push(
        streamRecord({
          sequence: stream.length + 1,
          after: { document: after, events },
          ...(before && { before: { document: before } }),
        }),
      );
    },
  });
  return {
    ...ports,
    accounts: followed(ports.accounts),
    photos: followed(ports.photos),
    shares: followed(ports.shares),
  };
}
