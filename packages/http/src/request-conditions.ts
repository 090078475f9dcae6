import type { Actor, Idempotency } from "@tintype/core";
import { malformed } from "./http-error.ts";
import { boundaryOf } from "./parse-form.ts";

/** The revision that an `If-Match` header asks for; `undefined` for none and for `*`. Anything else is malformed. */
export function ifRevision(request: Request): number | undefined {
  const header = request.headers.get("if-match");
  if (header === null || header === "*") return undefined;
  const revision = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (revision === undefined) throw malformed('If-Match must be one revision in quotes, such as "3", or *.');
  return Number(revision);
}

/**
 * What the `Idempotency-Key` header comes down to: it counts for this caller and this route alone, and stands for this
 * very query and body.
 */
export async function idempotencyOf(
  request: Request,
  actor: Actor,
  body: Uint8Array,
): Promise<Idempotency | undefined> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[!-~]{1,255}$/.test(key)) throw malformed("Idempotency-Key must be 1 to 255 visible ASCII characters.");
  const caller = nameOf(actor);
  const { pathname, search } = new URL(request.url);
  const text = new TextEncoder();
  const keyHash = await sha256(text.encode([caller, request.method, pathname, key].join("\n")));
  const described = [search, ...(await sameness(request.headers.get("content-type") ?? "", body))].join("\n");
  return { keyHash, bodyHash: await sha256(text.encode(described)) };
}

/** Two programs of somebody's are two callers. */
function nameOf(actor: Actor): string {
  if (actor.kind === "program") return `program ${actor.keyId}`;
  return actor.kind === "user" ? actor.userId : actor.kind;
}

/** What is the same when it is sent again: a form gets another boundary each time. */
async function sameness(contentType: string, body: Uint8Array): Promise<readonly string[]> {
  const boundary = /^multipart\//i.test(contentType) ? boundaryOf(contentType) : undefined;
  if (!boundary) return [contentType, await sha256(body)];
  const text = new TextDecoder("latin1").decode(body).replaceAll(boundary, "");
  return [contentType.replace(boundary, ""), await sha256(new TextEncoder().encode(text))];
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
