import { ImageProcessorFailed } from "@tintype/core";
import { aPhoto, photoEvent } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLogger } from "./log.ts";

const request = {
  event: "request",
  level: "info",
  requestId: "01JD4",
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  method: "GET",
  route: "/api/photos/{id}",
  operation: "getPhoto",
  status: 200,
  milliseconds: 1.25,
  actor: "user",
} as const;
const delivery = { event: photoEvent(aPhoto()), lane: "imaging", attempt: 1, lease: "1.1" } as const;

function linesOf(style: "text" | "json" | "none") {
  const lines: string[] = [];
  const logger = createLogger(
    style,
    () => "2026-11-20T09:30:00.000Z",
    (line) => lines.push(line),
  );
  return { logger, lines };
}

describe(createLogger, () => {
  it("writes a line that a person can read at a glance", () => {
    const { logger, lines } = linesOf("text");
    logger.request(request);
    logger.request({ ...request, status: 404, code: "photo_not_found" });
    logger.trouble("maintenance", new Error("The disk is full.", { cause: new Error("ENOSPC") }));
    expect(lines).toEqual([
      "200  GET  /api/photos/{id}  1.25 ms\n",
      "404  GET  /api/photos/{id}  1.25 ms  photo_not_found\n",
      "error: maintenance error=The disk is full. <- ENOSPC\n",
    ]);
  });

  it("writes JSON for machines, one object a line, with the time", () => {
    const { logger, lines } = linesOf("json");
    logger.request(request);
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ time: "2026-11-20T09:30:00.000Z", ...request }]);
  });

  it("tells which event is tried again, and which was given up", () => {
    const { logger, lines } = linesOf("text");
    const error = new ImageProcessorFailed("image_crashed", "This photo brought the image processor down.");
    logger.lane({ kind: "retried", delivery, delay: 1_000, error });
    logger.lane({ kind: "buried", delivery, error });
    logger.lane({ kind: "queue_failed", lane: "mail", error: "no reason" });
    expect(lines).toEqual([
      "warn: lane_retried lane=imaging type=photo_uploaded error=This photo brought the image processor down.\n",
      "error: lane_buried lane=imaging type=photo_uploaded error=This photo brought the image processor down.\n",
      "error: lane_queue_failed lane=mail error=no reason\n",
    ]);
  });

  it("names the trace of an event, where it has one", () => {
    const { logger, lines } = linesOf("json");
    const event = { ...delivery.event, trace: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
    logger.lane({ kind: "buried", delivery: { ...delivery, event }, error: new Error("given up") });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      event: "lane_buried",
      type: "photo_uploaded",
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    });
  });

  it("does not call it trouble what is put back at the end", () => {
    const { logger, lines } = linesOf("text");
    logger.hush();
    logger.lane({ kind: "retried", delivery, delay: 1_000, error: new Error("closed") });
    expect(lines).toEqual([]);
    logger.lane({ kind: "buried", delivery, error: new Error("given up") });
    expect(lines).toHaveLength(1);
  });

  it("is silent where nobody wants to hear", () => {
    const { logger, lines } = linesOf("none");
    logger.request(request);
    logger.trouble("maintenance", "a trouble");
    logger.lane({ kind: "buried", delivery, error: "a trouble" });
    expect(lines).toEqual([]);
  });
});
