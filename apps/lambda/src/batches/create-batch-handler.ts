import { attemptsOfEvent, createBackoff } from "@tintype/core";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Logger } from "../log.ts";
import { deadlineOf, type Invocation, timeLeft } from "./invocation.ts";

/** A message that is to come again. */
export interface Returned {
  readonly record: SQSRecord;
  /** In so many milliseconds, and not when the queue would give it out by itself. */
  readonly pause: number;
}

export interface BatchOptions {
  /** Works off one message. Rejects: it comes again. */
  readonly work: (record: SQSRecord, options: { readonly signal: AbortSignal }) => Promise<void>;
  /** Is told of everything that is handed back, at the end and once. A rejection changes nothing but when it comes again. */
  readonly putBack: (returned: readonly Returned[]) => Promise<void>;
  readonly logger: Pick<Logger, "trouble">;
  /** How many messages are worked on at once. */
  readonly atOnce: number;
  /** No message is begun with less than so many milliseconds left. */
  readonly needs?: number;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
  /** A number from 0 to below 1, another one each time: Node's, unless told. */
  readonly random?: () => number;
}

/**
 * Works off batches of an SQS queue: a message that failed, or that could not be finished in time, comes again, and the others do
 * not (`ReportBatchItemFailures`). Messages of one group are worked off one after another, and none after one that will be tried
 * again (docs.aws.amazon.com, "Handling errors for an SQS event source in Lambda"). It never rejects, for then all would come again.
 */
export function createBatchHandler({
  work,
  putBack,
  logger,
  atOnce,
  needs = 0,
  after,
  random = Math.random,
}: BatchOptions): (event: SQSEvent, invocation: Invocation) => Promise<SQSBatchResponse> {
  const pauseAfter = createBackoff({ random });

  return async ({ Records }, invocation) => {
    const signal = deadlineOf(invocation, after);
    const returned: Returned[] = [];

    /** These come again together: while one of a group is away, SQS gives out none of it. */
    function handBack(records: readonly SQSRecord[], pause: number): void {
      for (const record of records) returned.push({ record, pause });
    }

    async function workOff(group: readonly SQSRecord[]): Promise<void> {
      for (const [index, record] of group.entries()) {
        if (signal.aborted || timeLeft(invocation) < needs) return handBack(group.slice(index), 0);
        try {
          await unlessAborted(work(record, { signal }), signal);
        } catch (error) {
          const { messageId, attributes } = record;
          const attempt = Number(attributes.ApproximateReceiveCount);
          logger.trouble("message_failed", error, { messageId, attempt, invocation: invocation.awsRequestId });
          if (attempt < attemptsOfEvent) return handBack(group.slice(index), pauseAfter(attempt));
          // The queue takes it for dead. Those behind it were received as often, and would die with it, never tried.
          handBack([record], 0);
        }
      }
    }

    const groups = groupsOf(Records).values();
    const crew = Array.from({ length: atOnce }, async () => {
      for (const group of groups) await workOff(group);
    });
    await Promise.all(crew);
    if (returned.length > 0) await putBack(returned).catch((error) => logger.trouble("put_back", error));
    return { batchItemFailures: returned.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };
}

/** In the order of the batch; a message without a group is one by itself. */
function groupsOf(records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const name = record.attributes.MessageGroupId ?? `message ${record.messageId}`;
    groups.set(name, [...(groups.get(name) ?? []), record]);
  }
  return [...groups.values()];
}

/** What does not listen to the signal must not keep us beyond the deadline: it is left alone. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
