import { env } from "node:process";
import { createZipArchiver } from "@tintype/adapters-local";
import { createBatchHandler } from "../batches/create-batch-handler.ts";
import { readConfig } from "../config.ts";
import { workLane } from "../lanes/work-lane.ts";
import { openQueues } from "../ports/queues.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { wire } from "../wire.ts";

const config = readConfig(env);
const telemetry = await openTelemetry();
const services = wire(config, telemetry, { archiver: createZipArchiver });

/** Works off the publish lane. */
export const handler = telemetry.sending(
  createBatchHandler({
    work: workLane("publish", services.get("tintype")),
    putBack: openQueues(config).putBack("publish"),
    logger: services.get("logger"),
    atOnce: 1,
  }),
);
