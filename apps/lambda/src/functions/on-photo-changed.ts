import { env } from "node:process";
import { createSnsPhotoEvents } from "@tintype/adapters-aws";
import { systemClock } from "@tintype/adapters-local";
import { need, readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import { createPhotoEventHandler } from "../photo-events/create-photo-event-handler.ts";

const { region, publicUrl, photoEventsTopic } = readConfig(env);

/** Reads the stream of the photo table beside `on-table-changed`, so that trouble with the topic holds up nobody's photos. */
export const handler = createPhotoEventHandler({
  topic: createSnsPhotoEvents({
    config: { region },
    topicArn: need(photoEventsTopic, "TINTYPE_PHOTO_EVENTS_TOPIC_ARN"),
  }),
  source: publicUrl,
  logger: createLogger(systemClock),
});
