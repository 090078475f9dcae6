import { env } from "node:process";

/*
 * AWS's runtime interface client speaks to the Runtime API through native code that has to be compiled. This is the same
 * in JavaScript: `next`, `done` and `error`, as rapid-client.cc has them. Everything else is AWS's own.
 */

const api = `http://${env["AWS_LAMBDA_RUNTIME_API"]}/2018-06-01/runtime/invocation`;

/** What was answered last: the native code waits until it has arrived. */
let answering: Promise<unknown> = Promise.resolve();

export async function next(): Promise<{ bodyJson: string; headers: Record<string, string> }> {
  await answering;
  const response = await fetch(`${api}/next`);
  return { bodyJson: await response.text(), headers: Object.fromEntries(response.headers) };
}

export function done(id: string, body: string): void {
  answering = fetch(`${api}/${id}/response`, { method: "POST", body });
}

export function error(id: string, body: string): void {
  answering = fetch(`${api}/${id}/error`, { method: "POST", body });
}
