import type { Reply } from "./route.ts";

/** What pages of other origins may do here (fetch.spec.whatwg.org, "CORS protocol"). */
export interface Cors {
  /** The headers of the answer to that request. */
  headersFor(request: Request): Readonly<Record<string, string>>;
  /** The answer to a browser that asks before it calls, where there are these methods; undefined for every other request. */
  preflight(request: Request, methods: readonly string[]): Reply | undefined;
}

/**
 * Lets pages of exactly these origins call and read the answers. Whoever calls brings a token, and never a cookie, so that no
 * answer speaks of credentials.
 */
export function createCors(origins: readonly string[]): Cors {
  const isAllowed = (request: Request): boolean => origins.includes(request.headers.get("origin") ?? "");
  return {
    headersFor: (request) =>
      isAllowed(request)
        ? { ...exposing, "access-control-allow-origin": request.headers.get("origin") ?? "" }
        : varying,
    preflight: (request, methods) =>
      methods.length > 0 && isPreflight(request) && isAllowed(request)
        ? { status: 204, headers: { ...allowing, "access-control-allow-methods": methods.join(", ") } }
        : undefined,
  };
}

const isPreflight = ({ method, headers }: Request): boolean =>
  method === "OPTIONS" && headers.has("access-control-request-method");

/** What such pages may read of an answer, and send: whoever answers in front of the application has to say the same. */
export const corsHeaders = {
  exposed: ["ETag", "Location", "Retry-After", "X-Request-Id"],
  allowed: [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "X-Request-Id",
    "Traceparent",
    "Tracestate",
  ],
} as const;

const varying = { vary: "Origin" };
const exposing = { ...varying, "access-control-expose-headers": corsHeaders.exposed.join(", ") };
const allowing = {
  "access-control-allow-headers": corsHeaders.allowed.join(", "),
  // Browsers remember it for two hours at the most.
  "access-control-max-age": "7200",
};
