import { SpanKind } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { type AskedRequest, createRequestObserver } from "./create-request-observer.ts";
import { createRecorder } from "./recorder.fixture.ts";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const asked: AskedRequest = { method: "GET", scheme: "https", headers: { traceparent } };

describe(createRequestObserver, () => {
  it("gives a request a span under its route, in the trace that it came with", async () => {
    await using recorder = createRecorder();
    const { observe, tell, traceId } = createRequestObserver(recorder.observer);
    await observe(asked, async () => {
      await recorder.observer.during("photos.getPhoto", async () => {});
      expect(traceId()).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
      tell({ route: "/api/photos/{id}", requestId: "request-1", code: "photo_not_found" });
      return { status: 404 };
    });
    const [operation, request] = await recorder.spans();
    expect(request).toMatchObject({
      name: "GET /api/photos/{id}",
      kind: SpanKind.SERVER,
      status: { code: 0 },
      parentSpanContext: { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" },
    });
    expect(request?.attributes).toEqual({
      "http.request.method": "GET",
      "http.response.status_code": 404,
      "http.route": "/api/photos/{id}",
      "tintype.outcome": "photo_not_found",
      "tintype.request_id": "request-1",
      "url.scheme": "https",
    });
    expect(operation?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  });

  it("measures how long, how much came and how much went, by route, method and status", async () => {
    await using recorder = createRecorder();
    const { observe, tell } = createRequestObserver(recorder.observer);
    for (const requestId of ["one", "two"]) {
      await observe({ ...asked, method: "POST" }, async () => {
        tell({ route: "/api/photos", requestId });
        return { status: 201, received: 5_000, sent: 700 };
      });
    }
    const attributes = {
      "http.request.method": "POST",
      "http.response.status_code": 201,
      "http.route": "/api/photos",
      "url.scheme": "https",
    };
    for (const [metric, count] of [
      ["http.server.request.duration", 2],
      ["tintype.http.received", 10_000],
      ["tintype.http.sent", 1_400],
    ] as const) {
      expect(await recorder.series(metric)).toEqual([{ metric, attributes, count }]);
    }
  });

  it("calls it trouble where the server failed, and where nobody answered", async () => {
    await using recorder = createRecorder();
    const { observe, tell } = createRequestObserver(recorder.observer);
    await observe(asked, async () => {
      tell({ code: "unavailable" });
      return { status: 503 };
    });
    await expect(observe(asked, () => Promise.reject(new Error("canary")))).rejects.toThrow("canary");
    const spans = await recorder.spans();
    expect(spans.map(({ name, status, attributes }) => [name, status.code, attributes["error.type"]])).toEqual([
      ["GET", 2, "unavailable"],
      ["GET", 2, "500"],
    ]);
    expect(await recorder.everything()).not.toContain("canary");
  });

  it("takes no word of a caller for a name or a label", async () => {
    await using recorder = createRecorder();
    const { observe } = createRequestObserver(recorder.observer);
    const headers = { traceparent: "00-canary", "x-request-id": "canary", authorization: "Bearer canary" };
    await observe({ ...asked, method: "CANARY", headers }, async () => ({ status: 405 }));
    const [span] = await recorder.spans();
    expect(span).toMatchObject({ name: "HTTP", attributes: { "http.request.method": "_OTHER" } });
    expect(span?.parentSpanContext).toBeUndefined();
    expect((await recorder.everything()).toLowerCase()).not.toContain("canary");
  });

  it("keeps what requests that are answered at once say apart", async () => {
    await using recorder = createRecorder();
    const { observe, tell } = createRequestObserver(recorder.observer);
    await Promise.all(
      ["/a", "/b"].map((route) =>
        observe({ ...asked, headers: {} }, async () => {
          await Promise.resolve();
          tell({ route });
          return { status: 200 };
        }),
      ),
    );
    tell({ route: "/nobody" });
    const spans = await recorder.spans();
    expect(spans.map(({ name }) => name)).toEqual(["GET /a", "GET /b"]);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(2);
  });
});
