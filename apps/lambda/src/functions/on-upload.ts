import { env } from "node:process";
import { createBatchHandler } from "../batches/create-batch-handler.ts";
import { readConfig } from "../config.ts";
import { noticeUploads } from "../uploads/notice-uploads.ts";
import { wire } from "../wire.ts";

const config = readConfig(env);
const services = wire(config);
const logger = services.get("logger");
const bucket = config.buckets.incoming;

/** Hears from S3, by a queue, that bytes have arrived. */
export const handler = createBatchHandler({
  work: noticeUploads({ tintype: services.get("tintype"), bucket, logger }),
  logger,
  atOnce: 10,
});
