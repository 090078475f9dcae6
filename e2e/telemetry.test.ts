import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, fetchBytes, guestOf, password } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { type OtlpReceiver, startReceiver } from "./otlp-receiver.ts";
import { runServer, startServer, temporaryFolder } from "./server.ts";
import { signUp } from "./session.ts";

const traceOf = ({ spans }: OtlpReceiver, traceId: string) => spans.filter((span) => span.traceId === traceId);

/** The names from that span up to where its trace begins here. */
function ancestry({ spans }: OtlpReceiver, name: string, traceId: string): readonly string[] {
  const names: string[] = [];
  let span = spans.find((candidate) => candidate.traceId === traceId && candidate.name === name);
  while (span !== undefined) {
    names.push(span.name);
    const { parentSpanId } = span;
    span = spans.find(({ spanId }) => spanId === parentSpanId);
  }
  return names;
}

describe("telemetry", () => {
  it("follows a photo from the request to its renditions, in traces and in numbers, and gives no secret away", async () => {
    await using folder = await temporaryFolder();
    await using receiver = await startReceiver();
    await using server = await startServer({
      dataFolder: join(folder.path, "data"),
      environment: {
        TINTYPE_LOG: "json",
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_SERVICE_NAME: "photos-of-the-house",
        OTEL_METRIC_EXPORT_INTERVAL: "1000",
      },
    });
    const { origin } = server;
    const ana = await signUp(origin, "ana@example.com");

    const sent = "4bf92f3577b34da6a3ce929d0e0e4736";
    const { body: begun } = await ana.begin(await drawPhoto(1, { latitude: 47.3769 }), "canary-name.jpg");
    await call(begun.upload.url, {
      method: begun.upload.method,
      headers: {
        ...begun.upload.headers,
        traceparent: `00-${sent}-00f067aa0ba902b7-01`,
        tracestate: "vendor=canary-state",
      },
      body: (await drawPhoto(1, { latitude: 47.3769 })) as Uint8Array<ArrayBuffer>,
    });
    const photo = await ana.developed(begun.photo.id);
    const inOne = "0af7651916cd43dd8448eb211c80319c";
    const headers = { traceparent: `00-${inOne}-b7ad6b7169203331-01` };
    const { body: direct } = await ana.uploadDirectly(await drawPhoto(2), headers);
    await ana.developed(direct.photo.id);
    const { url: thumb = "" } = photo.renditions?.["thumb"] ?? {};
    await fetchBytes(thumb);
    const { body: link } = await ana.share(photo.id, { password: "canary-open-sesame" });
    const guest = guestOf(link.url);
    await guest.open({ password: "canary-wrong" });
    const opened = await guest.open({ password: "canary-open-sesame" });
    await call(`${origin}/api/me`, { headers: { authorization: "Bearer canary-token" } });
    await call(`${origin}/api/canary-path?canary=query`);
    // Metrics are sent again and again.
    await expect
      .poll(() => [...new Set(receiver.points.map(({ metric }) => metric))].toSorted())
      .toEqual([
        "http.server.request.duration",
        "tintype.http.received",
        "tintype.http.sent",
        "tintype.operation.duration",
        "tintype.photo.developed",
        "tintype.photo.received",
        "tintype.queue.age",
        "tintype.queue.buried",
        "tintype.queue.events",
        "tintype.reaction.delay",
      ]);
    expect((await server.stop()).code).toBe(0);

    expect(receiver.services).toEqual(new Set(["photos-of-the-house"]));
    for (const [traceId, request, operation] of [
      [sent, "PUT /blobs/*", "photos.confirmUpload"],
      [inOne, "POST /api/photos", "photos.uploadPhoto"],
    ] as const) {
      expect(ancestry(receiver, "images.rendition", traceId)).toEqual([
        "images.rendition",
        "images.develop",
        "photos.developPhoto",
        "react.photo_uploaded",
        operation,
        request,
      ]);
      const trace = traceOf(receiver, traceId);
      const renditions = trace.filter(({ name }) => name === "images.rendition");
      const media = trace.filter(
        ({ name, attributes }) => name === "blobs.put" && attributes["tintype.area"] === "media",
      );
      expect(new Set(renditions.map(({ attributes }) => attributes["tintype.rendition"]))).toEqual(
        new Set(Object.keys(photo.renditions ?? {})),
      );
      expect(media).toHaveLength(renditions.length);
    }
    expect(receiver.spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["POST /user-pool/", "GET /p/*", "GET /api/photos/{id}", "POST /s/{token}/open", "GET"]),
    );
    const logged = server
      .stdout()
      .split("\n")
      .find((line) => line.includes(inOne));
    expect(JSON.parse(logged ?? "{}")).toMatchObject({ route: "/api/photos", traceId: inOne });

    expect(receiver.points).toContainEqual({
      metric: "tintype.photo.developed",
      attributes: { "tintype.outcome": "ready" },
    });

    const everything = receiver.everything();
    const token = new URL(link.url).pathname.split("/").at(-1) ?? "";
    const secrets = [ana.token, ana.refreshToken, password, opened.body.grant, token, photo.id, photo.id.toLowerCase()];
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    expect(everything).not.toMatch(/canary|ana@|Policy=|Signature=|47\.37|127\.0\.0\.1/);
  });

  it("knows every row of the API by its name", async () => {
    await using folder = await temporaryFolder();
    await using receiver = await startReceiver();
    await using server = await startServer({
      dataFolder: join(folder.path, "data"),
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, TINTYPE_RATES: "off" },
    });
    const { body } = await call<{ paths: Record<string, Record<string, unknown>> }>(`${server.origin}/openapi.json`);
    const rows = Object.entries(body.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => /^(?:get|post|patch|delete)$/.test(method))
        .map((method) => ({ method: method.toUpperCase(), path })),
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { method, path } of rows) {
      await call(`${server.origin}${path.replaceAll(/\{\w+\}/g, "something")}`, { method });
    }
    await server.stop();

    const spans = new Set(receiver.spans.map(({ name }) => name));
    const measured = new Set(
      receiver.points
        .filter(({ metric }) => metric === "http.server.request.duration")
        .map(({ attributes }) => `${attributes["http.request.method"]} ${attributes["http.route"]}`),
    );
    const names = rows.map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name) => !spans.has(name))).toEqual([]);
    expect(names.filter((name) => !measured.has(name))).toEqual([]);
  });

  it("serves where nobody takes what it sends, says so once, and ends", async () => {
    await using folder = await temporaryFolder();
    const { endpoint } = await startReceiver().then(async (receiver) => {
      await receiver[Symbol.asyncDispose]();
      return receiver;
    });
    await using server = await startServer({
      dataFolder: join(folder.path, "data"),
      environment: {
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_TIMEOUT: "100",
        OTEL_BSP_SCHEDULE_DELAY: "50",
      },
    });
    const ask = async () => (await call(`${server.origin}/healthz`)).status;
    expect(await ask()).toBe(200);
    await expect.poll(() => server.stdout()).toContain("error: telemetry");
    expect(await ask()).toBe(200);
    expect((await server.stop()).code).toBe(0);
    const told = server.stdout().match(/^error: telemetry .*$/gm) ?? [];
    expect(told).toEqual([...new Set(told)]);
  });

  it.for([
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: "localhost:4318" },
      "OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318 is not usable: give the address of an OTLP receiver, such as http://localhost:4318.",
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318", OTEL_EXPORTER_OTLP_COMPRESSION: "zip" },
      "Configuration: OTEL_EXPORTER_OTLP_COMPRESSION is invalid, expected 'none' or 'gzip' (actual: 'zip')",
    ],
  ] as const)("tells in words which setting it cannot use, and does not start (%j)", async ([environment, words]) => {
    await using folder = await temporaryFolder();
    await using server = runServer({ dataFolder: join(folder.path, "data"), environment });
    expect((await server.ended).code).toBe(1);
    expect(server.stderr()).toBe(`tintype: ${words}\n`);
  });
});
