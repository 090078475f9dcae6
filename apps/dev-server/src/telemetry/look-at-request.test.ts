import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { AnsweredRequest, AskedRequest, RequestObserver } from "@tintype/telemetry";
import { describe, expect, it } from "vitest";
import { lookAtRequest } from "./look-at-request.ts";

/** A server that answers after 20,000 bytes with as many letters as its path says; what was seen, and one connection to it. */
async function opened() {
  const seen: (AskedRequest & AnsweredRequest)[] = [];
  const requests: Pick<RequestObserver, "observe"> = {
    observe: async (asked, answer) => {
      const answered = await answer();
      seen.push({ ...asked, ...answered });
      return answered;
    },
  };
  const server = createServer((incoming, response) =>
    lookAtRequest(requests as RequestObserver, incoming, response, () => {
      incoming.resume().once("end", () => response.end("x".repeat(Number(incoming.url?.slice(1)))));
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (path: string) =>
    request({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", path, method: "POST", agent });
  return {
    seen,
    send,
    [Symbol.asyncDispose]: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

describe(lookAtRequest, () => {
  it("counts what came and went for each request of a connection", async () => {
    await using it = await opened();
    for (const [path, bytes] of [
      ["/100000", 20_000],
      ["/5", 30],
    ] as const) {
      const sending = it.send(path).end("y".repeat(bytes));
      const [response] = await once(sending, "response");
      for await (const _ of response);
    }
    while (it.seen.length < 2) await new Promise(setImmediate);
    const [first, second] = it.seen;
    expect(first).toMatchObject({ method: "POST", scheme: "http", status: 200 });
    const withoutHeaders = (bytes = 0) => Math.floor(bytes / 1_000) * 1_000;
    expect([first?.received, first?.sent].map(withoutHeaders)).toEqual([20_000, 100_000]);
    expect([second?.received, second?.sent].map(withoutHeaders)).toEqual([0, 0]);
  });

  it("says 499 of whom nobody could answer any more, and what had come of what was announced", async () => {
    await using it = await opened();
    const leaving = it.send("/5").on("error", () => {});
    leaving.setHeader("content-length", 1_000_000);
    await new Promise<void>((resolve) => void leaving.write("y".repeat(10_000), () => resolve()));
    leaving.destroy();
    while (it.seen.length < 1) await new Promise(setImmediate);
    expect(it.seen[0]?.status).toBe(499);
    expect(it.seen[0]?.received).toBeLessThan(12_000);
  });
});
