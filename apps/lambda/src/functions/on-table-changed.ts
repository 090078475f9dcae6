import { env } from "node:process";
import { systemClock } from "@tintype/adapters-local";
import { readConfig } from "../config.ts";
import { createChangeHandler } from "../lanes/send-changes.ts";
import { createLogger } from "../log.ts";
import { openQueues } from "../ports/queues.ts";

const { send, bury } = openQueues(readConfig(env));

/** Reads the streams of both tables. */
export const handler = createChangeHandler({
  send,
  bury,
  logger: createLogger(systemClock),
});
