import { setTimeout } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, Clock, Ids } from "@tintype/core";
import { isRefusal } from "./refusal.ts";
import type { DynamoTables } from "./tables.ts";
import { attemptsWorth, translateDynamoError } from "./translate-dynamo-error.ts";

export interface DynamoOptions {
  /** Says region, credentials, endpoint and time-outs. Nothing is sent before the first call. */
  readonly client: DynamoDBClient;
  readonly tables: DynamoTables;
  /** What expiry is compared with. */
  readonly clock: Clock;
  /** Names every change, so that one whose answer was lost is known again. */
  readonly ids: Ids;
  /** Waits that many milliseconds, or until the signal aborts. A timer where it is not given. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** What the SDK wants beside a command. */
export interface Sending {
  readonly abortSignal?: AbortSignal;
}

/** The database as the repositories use it. */
export interface Dynamo extends Pick<DynamoOptions, "tables" | "clock" | "ids"> {
  readonly documents: DynamoDBDocumentClient;
  /**
   * Resolves to what `send` resolves to. What may pass is tried again, with full jitter (beside the SDK's own attempts; see
   * `attemptsWorth`), so everything that is sent must be idempotent or conditional. Rejects with the SDK's error where a
   * condition was refused, with the signal's reason after an abort, and with `unavailable` otherwise.
   */
  attempt<Output>(send: (sending: Sending) => Promise<Output>, options?: CallOptions): Promise<Output>;
}

const FIRST_PAUSE = 25;
const LONGEST_PAUSE = 800;

export function openDynamo({ client, tables, clock, ids, pause = wait }: DynamoOptions): Dynamo {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    tables,
    clock,
    ids,
    documents,
    async attempt(send, { signal } = {}) {
      const sending = signal === undefined ? {} : { abortSignal: signal };
      for (let attempt = 1; ; attempt += 1) {
        try {
          signal?.throwIfAborted();
          return await send(sending);
        } catch (error) {
          if (isRefusal(error)) throw error;
          if (signal?.aborted || attempt >= attemptsWorth(error)) throw translateDynamoError(error, signal);
        }
        await pause(Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt), signal);
      }
    },
  };
}

const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  setTimeout(milliseconds, undefined, signal && { signal }).catch(() => undefined);
