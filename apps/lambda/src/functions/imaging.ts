import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { createSharpImageProcessor } from "@tintype/adapters-sharp";
import { seconds } from "@tintype/core";
import { createBatchHandler } from "../batches/create-batch-handler.ts";
import { readConfig } from "../config.ts";
import { withTimeLimit } from "../imaging/with-time-limit.ts";
import { workLane } from "../lanes/work-lane.ts";
import { openQueues } from "../ports/queues.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { wire } from "../wire.ts";

const config = readConfig(env);
const limit = seconds(60);
const telemetry = await openTelemetry();
const services = wire(config, telemetry, {
  developer: async () => withTimeLimit(createSharpImageProcessor({ scratch: join(tmpdir(), "tintype") }), { limit }),
});

/** Works off the imaging lane: one photo after another, each with all the time that a photo may take. */
export const handler = telemetry.sending(
  createBatchHandler({
    work: workLane("imaging", services.get("tintype")),
    putBack: openQueues(config).putBack("imaging"),
    logger: services.get("logger"),
    atOnce: 1,
    needs: limit,
  }),
);
