import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { firstDifference, patternedBytes, readAll } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { bodyOfRequest } from "./body-of-request.ts";

/** Sends a request, has it answered with what `handle` makes of it, and resolves to that. */
async function answered(
  send: (to: ReturnType<typeof request>) => void,
  handle: (from: IncomingMessage) => Promise<string>,
) {
  const server = createServer((incoming, response) => {
    handle(incoming).then(
      (text) => response.writeHead(200, { connection: "close" }).end(text),
      (error: unknown) => response.writeHead(500, { connection: "close" }).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const sending = request({ port, host: "127.0.0.1", method: "PUT", agent: false });
      sending.on("response", (response) => {
        response.setEncoding("utf8").once("data", resolve);
      });
      sending.on("error", reject);
      send(sending);
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe(bodyOfRequest, () => {
  it("is what was sent", async () => {
    const bytes = patternedBytes(3_000_000);
    const difference = await answered(
      (to) => to.end(bytes),
      async (from) => firstDifference(await readAll(bodyOfRequest(from)), bytes) ?? "none",
    );
    expect(difference).toBe("none");
  });

  it("can be cancelled at any moment, with the request answered all the same", async () => {
    for (let ticks = 0; ticks < 12; ticks += 1) {
      const answer = await answered(
        (to) => to.end(new Uint8Array(100_000)),
        async (from) => {
          const body = bodyOfRequest(from);
          for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
          await body.cancel();
          return "refused";
        },
      );
      expect(answer).toBe("refused");
    }
  });

  it("is asked for once, when somebody reads it, and by nobody who does not", async () => {
    for (const reads of [true, false]) {
      const answer = await answered(
        (to) => to.end(new Uint8Array(300_000)),
        async (from) => {
          let asked = 0;
          const body = bodyOfRequest(from, () => {
            asked += 1;
          });
          if (reads) await readAll(body);
          else await body.cancel();
          return `${asked}`;
        },
      );
      expect(answer).toBe(reads ? "1" : "0");
    }
  });

  it("can be cancelled while nothing arrives", async () => {
    const answer = await answered(
      (to) => {
        to.setHeader("content-length", "100");
        to.write("only this");
      },
      async (from) => {
        const reader = bodyOfRequest(from).getReader();
        const first = await reader.read();
        const second = reader.read();
        await reader.cancel();
        return `${new TextDecoder().decode(first.value)}, ${(await second).done}`;
      },
    );
    expect(answer).toBe("only this, true");
  });

  it("leaves its connection to the next request when it is cancelled in the middle of much", async () => {
    const server = createServer((incoming, response) => {
      const body = bodyOfRequest(incoming);
      void body.cancel().then(() => response.writeHead(403).end("refused"));
    });
    let connections = 0;
    server.on("connection", () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { port } = server.address() as AddressInfo;
    const statuses: (number | undefined)[] = [];
    for (let time = 1; time <= 3; time += 1) {
      const sending = request({ port, host: "127.0.0.1", method: "PUT", agent });
      const answered = once(sending, "response");
      sending.end(new Uint8Array(5_000_000));
      const [response] = (await answered) as [IncomingMessage];
      response.resume();
      await once(response, "end");
      statuses.push(response.statusCode);
    }
    agent.destroy();
    server.close();
    expect([statuses, connections]).toEqual([[403, 403, 403], 1]);
  });

  it("breaks off when the connection does", async () => {
    const broken = Promise.withResolvers<unknown>();
    const sent = answered(
      (to) => {
        to.setHeader("content-length", "100");
        to.write("only this");
      },
      async (from) => {
        const reader = bodyOfRequest(from).getReader();
        await reader.read();
        from.socket.destroy();
        broken.resolve(await reader.read().catch((error: unknown) => error));
        return "nobody hears this";
      },
    );
    await expect(sent).rejects.toThrow();
    expect(await broken.promise).toBeInstanceOf(Error);
  });
});
