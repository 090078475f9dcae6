import { env } from "node:process";
import { createBatchHandler } from "../batches/create-batch-handler.ts";
import { readConfig } from "../config.ts";
import { openQueues } from "../ports/queues.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { noticeUploads } from "../uploads/notice-uploads.ts";
import { wire } from "../wire.ts";

const config = readConfig(env);
const telemetry = await openTelemetry();
const services = wire(config, telemetry);
const logger = services.get("logger");
const bucket = config.buckets.incoming;

/** Hears from S3, by a queue, that bytes have arrived. */
export const handler = telemetry.sending(
  createBatchHandler({
    work: noticeUploads({ tintype: services.get("tintype"), bucket, logger }),
    putBack: openQueues(config).putBack("uploads"),
    logger,
    atOnce: 10,
  }),
);
