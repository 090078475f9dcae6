import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Ticket } from "./client.ts";

/** Sends the bytes as the ticket says, in a few pieces with time between them. Resolves to the status. */
export async function sendSlowly(
  { url, method, headers }: Ticket,
  bytes: Uint8Array,
  random: () => number,
): Promise<number> {
  const sending = request(url, { method, headers: { ...headers, "content-length": bytes.length } });
  const response = once(sending, "response");
  response.catch(() => {});
  const pieces = 1 + Math.floor(random() * 6);
  const size = Math.ceil(bytes.length / pieces);
  for (let from = 0; from < bytes.length && !sending.destroyed; from += size) {
    sending.write(bytes.subarray(from, from + size));
    await pause(random() * 20);
  }
  sending.end();
  const [answer] = await response;
  answer.resume();
  await once(answer, "end");
  return answer.statusCode;
}
