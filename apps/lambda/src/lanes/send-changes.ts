import { batchesInOrder, readStreamRecord } from "@tintype/adapters-aws";
import { aggregateOf, type Lane, lanesOf } from "@tintype/core";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { deadlineOf, type Invocation } from "../batches/invocation.ts";
import type { Logger } from "../log.ts";

/** A message for the queue of a lane. */
export interface LaneMessage {
  /** The aggregate: its messages come in the order in which they were sent. */
  readonly group: string;
  /** The event: what is sent twice within five minutes arrives once. */
  readonly id: string;
  readonly body: string;
}

export interface ChangeOptions {
  /** Sends up to ten messages to a lane's queue; resolves to the ids of those that were not taken. */
  readonly send: (
    lane: Lane,
    messages: readonly LaneMessage[],
    options: { readonly signal: AbortSignal },
  ) => Promise<ReadonlySet<string>>;
  /** Puts what cannot be sent on where people find it, with the reason. */
  readonly bury: (event: unknown, reason: string, options: { readonly signal: AbortSignal }) => Promise<void>;
  readonly logger: Pick<Logger, "trouble">;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
}

/** Something that a record carries. */
interface Carried {
  readonly record: number;
}

interface Outgoing extends LaneMessage, Carried {
  readonly lane: Lane;
}

interface Strange extends Carried {
  readonly event: unknown;
}

const placeOf = ({ lane, group }: Outgoing) => ({ target: lane, group });

/**
 * Puts the events that a table's stream carries onto the queues of their lanes, and does nothing else: a slow photo never
 * blocks a shard. After trouble the stream comes again from the first record of which something was not sent; what was
 * sent is then sent twice. An event that this version does not know is buried, and nothing waits for it.
 */
export function createChangeHandler({
  send,
  bury,
  logger,
  after,
}: ChangeOptions): (event: DynamoDBStreamEvent, invocation: Invocation) => Promise<DynamoDBBatchResponse> {
  return async ({ Records }, invocation) => {
    const signal = deadlineOf(invocation, after);
    const report = (error: unknown) =>
      logger.trouble("changes_held_up", error, { invocation: invocation.awsRequestId });
    const { messages, strange, unreadable } = readMessages(Records, report);
    const unsent = new Set<Carried>([...messages, ...strange]);
    try {
      for (const batch of batchesInOrder(messages, placeOf)) {
        signal.throwIfAborted();
        const [{ lane }] = batch;
        const refused = await send(lane, batch, { signal });
        for (const message of batch) if (!refused.has(message.id)) unsent.delete(message);
        if (refused.size > 0) throw new Error(`${refused.size} messages were not taken by the ${lane} queue.`);
      }
      for (const unknown of strange) {
        signal.throwIfAborted();
        await bury(unknown.event, "This version knows no such event: a newer one has written it.", { signal });
        unsent.delete(unknown);
      }
    } catch (error) {
      report(error);
    }
    const first = Math.min(unreadable, ...Array.from(unsent, ({ record }) => record));
    const sequence = Records[first]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: sequence === undefined ? [] : [{ itemIdentifier: sequence }] };
  };
}

/** What the records carry, up to the first that cannot be read (the number of records where all can). */
function readMessages(records: readonly DynamoDBRecord[], report: (error: unknown) => void) {
  const messages: Outgoing[] = [];
  const strange: Strange[] = [];
  for (const [record, change] of records.entries()) {
    try {
      for (const event of readStreamRecord(change, (unknown) => strange.push({ event: unknown, record }))) {
        const message = { group: aggregateOf(event), id: event.id, body: JSON.stringify(event), record };
        for (const lane of lanesOf[event.type]) messages.push({ ...message, lane });
      }
    } catch (error) {
      report(error);
      return { messages, strange, unreadable: record };
    }
  }
  return { messages, strange, unreadable: records.length };
}
