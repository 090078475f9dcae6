import type { Actor, CreateOptions, Settings, Tintype } from "@tintype/core";
import type * as z from "zod";

/** What a route's handler works with. */
export interface Call {
  readonly tintype: Tintype;
  readonly settings: Settings;
  readonly actor: Actor;
  readonly request: Request;
  /** The value of `{name}` in the route's path. */
  param(name: string): string;
  /** The query, each name once. */
  readonly query: Readonly<Record<string, string>>;
  /** The body; JSON unless the route says otherwise. */
  readonly body: Uint8Array;
  json(): unknown;
  /** The signal, and what `Idempotency-Key` and `If-Match` say. */
  readonly options: CreateOptions & { readonly ifRevision?: number | undefined };
}

export interface Answer {
  readonly description: string;
  /** Of the JSON body; none where the answer has no body. */
  readonly schema?: z.ZodType;
  readonly headers?: readonly ("Location" | "ETag" | "Retry-After")[];
}

/** One row of the API: what is asked, by whom, and what comes back. The router and OpenAPI are made of it. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API's base; with a leading `//` below the origin itself. Parameters are written `{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: "photos" | "shares" | "guests" | "account" | "service";
  /** Who may call it at all; what they may see or change is for the core to decide. */
  readonly who: "user" | "guest" | "anyone";
  readonly query?: z.ZodObject;
  readonly body?: {
    readonly required: boolean;
    /** By media type. JSON is described by its schema, other types are bytes. */
    readonly content: Readonly<Record<string, z.ZodType | "bytes">>;
    /** The most bytes that it may have; 64 KiB unless told. */
    readonly limit?: (settings: Settings) => number;
  };
  /** Honours `Idempotency-Key`. */
  readonly creates?: boolean;
  /** Honours `If-Match`. */
  readonly changes?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
  /** The codes of problems that it may answer with, beyond those that every route has. */
  readonly problems: readonly number[];
  readonly handle: (call: Call) => Promise<Response>;
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers?: Record<string, string>): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A JSON answer whose revision can be asked for with `If-Match`. */
export const revised = (
  body: { readonly revision: number },
  status = 200,
  headers?: Record<string, string>,
): Response => json(body, status, { etag: `"${body.revision}"`, ...headers });

export const noContent = (): Response => new Response(null, { status: 204 });
