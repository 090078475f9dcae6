/*
 * A child process that sends HTTP requests over kept connections, each as soon as the answer before it is there. It
 * understands what the servers here answer: a head, and as many bytes as `content-length` says.
 */
import { connect, type Socket } from "node:net";
import { answerParent } from "../answer-parent.ts";
import type { Load, LoadResult } from "./drive.ts";

answerParent(run);

interface Tally {
  all: number;
  answers: number;
  bytes: number;
  readonly latencies: number[];
  isCounting: boolean;
  isOver: boolean;
  next: number;
}

async function run({ port, requests, connections, warmUp, duration, status }: Load): Promise<LoadResult> {
  const texts = requests.map((request) => Buffer.from(request, "latin1"));
  const tally: Tally = { all: 0, answers: 0, bytes: 0, latencies: [], isCounting: false, isOver: false, next: 0 };
  const ends = Array.from({ length: connections }, () => converse(port, texts, status, tally));
  const failed = Promise.all(ends);
  await Promise.race([pause(warmUp), failed]);
  tally.isCounting = true;
  const begun = performance.now();
  const busy = performance.eventLoopUtilization();
  await Promise.race([pause(duration), failed]);
  tally.isCounting = false;
  const seconds = (performance.now() - begun) / 1_000;
  const { utilization } = performance.eventLoopUtilization(busy);
  tally.isOver = true;
  await failed;
  const { all, answers, bytes, latencies } = tally;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return {
    answers: all,
    perSecond: answers / seconds,
    bytesPerSecond: bytes / seconds,
    p50: at(0.5),
    p95: at(0.95),
    utilization,
  };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One connection's requests and answers until all is over. Rejects on an answer of another status than is expected. */
function converse(port: number, requests: readonly Buffer[], expected: number, tally: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    let missing = 0;
    let head: Buffer | undefined;
    const buffer = Buffer.allocUnsafe(1_024 * 1_024);

    const send = (socket: Socket) => {
      if (tally.isOver) {
        socket.destroy();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(requests[tally.next++ % requests.length] ?? "");
    };
    const finish = (socket: Socket) => {
      tally.all += 1;
      if (tally.isCounting) {
        tally.answers += 1;
        tally.latencies.push(performance.now() - sentAt);
      }
      send(socket);
    };
    const receive = (socket: Socket, chunk: Buffer) => {
      if (tally.isCounting) tally.bytes += chunk.length;
      if (missing > 0) {
        missing -= chunk.length;
        if (missing === 0) finish(socket);
        return;
      }
      const whole = head === undefined ? chunk : Buffer.concat([head, chunk]);
      const end = whole.indexOf("\r\n\r\n");
      if (end < 0) {
        head = Buffer.from(whole);
        return;
      }
      head = undefined;
      const { status, length } = readHead(whole.toString("latin1", 0, end));
      if (status !== expected) {
        tally.isOver = true;
        socket.destroy();
        reject(new Error(`expected ${expected}, got ${whole.toString("utf8", 0, 600)}`));
        return;
      }
      missing = length - (whole.length - end - 4);
      if (missing === 0) finish(socket);
    };

    const socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer,
        callback: (length, filled) => {
          receive(socket, Buffer.from(filled.buffer, filled.byteOffset, length));
          return true;
        },
      },
    });
    socket.on("connect", () => send(socket));
    socket.on("error", reject);
    socket.on("close", () => (tally.isOver ? resolve() : reject(new Error("The server closed the connection."))));
  });
}

function readHead(head: string): { readonly status: number; readonly length: number } {
  const status = Number(head.slice(9, 12));
  const length = status === 304 || status === 204 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error(`This answer has no length: ${head}`);
  return { status, length };
}
