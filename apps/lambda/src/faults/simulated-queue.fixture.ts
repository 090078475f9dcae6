import { attemptsOfEvent } from "@tintype/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Invocation } from "../batches/invocation.ts";
import { invocation, sqsRecord } from "../events.fixture.ts";

/** What may befall messages; `random` gives numbers from 0 to 1. */
export interface Mischief {
  readonly random: () => number;
  /** The share of messages that come twice, and of those that come in a wrong order. */
  readonly repeats: number;
  readonly disorder: number;
  /** The first message in which this stands is lost. */
  readonly loses?: string;
}

export interface SimulatedQueue {
  send(message: { readonly id: string; readonly group?: string; readonly body: string }): void;
  /** Hands up to ten messages to the handler, and keeps what it hands back. Resolves to how many there were. */
  deliver(handler: (event: SQSEvent, invocation: Invocation) => Promise<SQSBatchResponse>): Promise<number>;
  /** What was handed back too often. */
  readonly dead: readonly string[];
}

interface Queued {
  readonly id: string;
  readonly group: string | undefined;
  readonly body: string;
  attempt: number;
}

/** A queue of SQS's on its worst day: what it promises (at least once, mostly in order) and no more. */
export function createSimulatedQueue({ random, repeats, disorder, loses }: Mischief): SimulatedQueue {
  const queued: Queued[] = [];
  const dead: string[] = [];
  let copies = 0;
  let left = loses;

  function takeTen(): readonly Queued[] {
    const batch = queued.slice(0, 10);
    return random() < disorder ? batch.toSorted(() => random() - 0.5) : batch;
  }

  return {
    dead,

    send({ id, group, body }) {
      if (left !== undefined && body.includes(left)) {
        left = undefined;
        return;
      }
      queued.push({ id, group, body, attempt: 0 });
      copies += 1;
      if (random() < repeats) queued.push({ id: `${id}-again-${copies}`, group, body, attempt: 0 });
    },

    async deliver(handler) {
      const batch = takeTen();
      if (batch.length === 0) return 0;
      for (const message of batch) message.attempt += 1;
      const Records = batch.map(({ group, ...message }) => sqsRecord({ ...message, ...(group && { group }) }));
      // Where the function ends without an answer, everything comes again.
      const answer = await handler({ Records }, invocation(600_000)).catch(() => undefined);
      const failed = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const message of batch) {
        const isDone = answer !== undefined && !failed.has(message.id);
        const isDead = !isDone && message.attempt >= attemptsOfEvent;
        if (isDead) dead.push(message.body);
        if (isDone || isDead) queued.splice(queued.indexOf(message), 1);
      }
      return batch.length;
    },
  };
}
