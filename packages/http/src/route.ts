import type { Actor, CreateOptions, Settings, Tintype } from "@tintype/core";
import type * as z from "zod";
import type { ProblemCode } from "./problem-codes.ts";

/** What a route's handler works with. */
export interface Call {
  readonly tintype: Tintype;
  /** The address of the API, such as `https://photos.example.com/api`. */
  readonly api: string;
  readonly actor: Actor;
  readonly request: Request;
  /** Where the caller is, as far as the host can tell. */
  address(): string | undefined;
  /** The value of `{name}` in the route's path. */
  param(name: string): string;
  /** The query, each name once and known to the route. */
  readonly query: Readonly<Record<string, string>>;
  /** Of the body: lower case, without parameters; empty when there is no body. */
  readonly mediaType: string;
  readonly body: Uint8Array;
  /** The body as JSON; an empty object for an empty body. */
  json(): unknown;
  /** The signal, and what `Idempotency-Key` and `If-Match` say. */
  readonly options: CreateOptions & { readonly ifRevision?: number | undefined };
}

/** What a handler answers; the headers that every answer has are not its business. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** To be sent as JSON. */
  readonly json?: unknown;
}

/** A reply as OpenAPI describes it. */
export interface Answer {
  readonly description: string;
  /** Of the JSON body; none where the answer has no body. */
  readonly schema?: z.ZodType;
  readonly headers?: readonly ("Location" | "ETag" | "Retry-After")[];
}

/** A body that is not JSON. */
export interface BytesBody {
  /** The most that it may have. */
  readonly bytes: (settings: Settings) => number;
  /** What to do with more. */
  readonly otherwise: string;
}

/** A form with a file in its field `file`: so many bytes at the most, all together. */
export interface FormBody extends BytesBody {
  readonly form: z.ZodObject;
}

/** JSON that may be larger than usual. */
export interface LargeJsonBody extends BytesBody {
  readonly json: z.ZodType;
}

export interface RequestBody {
  readonly required: boolean;
  /** By media type, which may end in `*`. JSON has at most 64 KiB unless told, and is described by its schema. */
  readonly content: Readonly<Record<string, z.ZodType | BytesBody | FormBody | LargeJsonBody>>;
}

/** One row of the API: what is asked, by whom, and what comes back. Router, OpenAPI and tests are made of it. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API's base; with a leading `//` below the origin itself. Parameters are written `{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: "photos" | "shares" | "guests" | "account" | "programs" | "service";
  /**
   * Whose credentials are looked at: a `user` must have signed in, a `program` must bring a key, a `guest` must bring a grant, a `visitor` may; of
   * `anyone` nothing is asked, and what their query says is ignored. What they may see or change is for the core to decide.
   */
  readonly who: "user" | "program" | "guest" | "visitor" | "anyone";
  readonly query?: z.ZodObject;
  readonly body?: RequestBody;
  /** Honours `Idempotency-Key`. */
  readonly creates?: boolean;
  /** Honours `If-Match`. */
  readonly changes?: boolean;
  /** The answer depends on `Accept`. */
  readonly negotiates?: boolean;
  /** Whoever does not ask for JSON gets a page for people, whether something was found or not. */
  readonly page?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
  /** What it may refuse, beyond what follows from the other properties (see `problemsOf`). */
  readonly problems: readonly ProblemCode[];
  /** A `Response` is passed on as it is, with the headers that it lacks. */
  readonly handle: (call: Call) => Promise<Reply | Response>;
}

export const json = (body: unknown, status = 200, headers?: Record<string, string>): Reply => ({
  status,
  json: body,
  ...(headers && { headers }),
});

/** A JSON answer whose revision can be asked for with `If-Match`. */
export const revised = (body: { readonly revision: number }, status = 200, headers?: Record<string, string>): Reply =>
  json(body, status, { etag: `"${body.revision}"`, ...headers });

export const noContent: Reply = { status: 204 };
