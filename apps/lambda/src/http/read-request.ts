import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import { traceParentOf } from "./trace-parent-of.ts";

/** A request as a REST API hands it on (1.0), or an HTTP API and a function URL (2.0). */
export type HttpEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

export const isVersion2 = (event: HttpEvent): event is APIGatewayProxyEventV2 => "rawPath" in event;

interface Parts {
  readonly method: string;
  readonly path: string;
  /** Without `?`; empty where nothing was asked. */
  readonly query: string;
  readonly headers: Headers;
  readonly requestId: string;
}

/**
 * The request behind an event, spelled as it came in: a `Request` that is simply made would tidy up the address, and refuse
 * methods and bodies that are for the API to refuse. The name of the host is nobody's: absolute addresses come from
 * `PUBLIC_URL`. Where the caller gave no usable `x-request-id`, the gateway's own id is the request's.
 */
export function readRequest(event: HttpEvent): Request {
  const { method, path, query, headers, requestId } = isVersion2(event) ? partsOf2(event) : partsOf1(event);
  const given = headers.get("x-request-id") ?? "";
  if (!/^[\w-]{8,64}$/.test(given)) headers.set("x-request-id", requestId.replace(/=+$/, ""));
  const trace = headers.has("traceparent") ? undefined : traceParentOf(headers.get("x-amzn-trace-id"));
  if (trace !== undefined) headers.set("traceparent", trace);
  const body = bodyOf(event);
  const request = new Request("https://gateway/", { headers, ...(body && { method: "POST", body }) });
  // HTTP APIs have decoded the path: what was part of it must not become a query.
  const url = `https://gateway${path.replaceAll(/[?#]/g, encodeURIComponent)}${query === "" ? "" : `?${query}`}`;
  return Object.defineProperties(request, { url: { value: url }, method: { value: method } });
}

/** What came with it; undefined where that is nothing. */
export const bodyOf = ({ body, isBase64Encoded }: HttpEvent): Buffer<ArrayBuffer> | undefined =>
  body ? Buffer.from(body, isBase64Encoded ? "base64" : "utf8") : undefined;

/** Where the caller is, as the gateway's socket says. */
export const socketOf = (event: HttpEvent): string =>
  isVersion2(event) ? event.requestContext.http.sourceIp : event.requestContext.identity.sourceIp;

function partsOf1(event: APIGatewayProxyEvent): Parts {
  const headers = new Headers();
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    for (const value of values ?? []) headers.append(name, asSent(value));
  }
  // The gateway has decoded it, once.
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values = []]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const { httpMethod: method, path, requestContext } = event;
  return { method, path, query: query.join("&"), headers, requestId: requestContext.requestId };
}

function partsOf2(event: APIGatewayProxyEventV2): Parts {
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) {
    if (value !== undefined) headers.set(name, asSent(value));
  }
  const { stage, requestId, http } = event.requestContext;
  // A stage with a name of its own is the first part of the path.
  const prefix = `/${stage}`;
  const path = event.rawPath.startsWith(`${prefix}/`) ? event.rawPath.slice(prefix.length) : event.rawPath;
  return { method: http.method, path, query: event.rawQueryString, headers, requestId };
}

/** What the gateway read as UTF-8, byte for byte as Node would show it. */
const asSent = (value: string): string =>
  /^[\0-\x7f]*$/.test(value) ? value : Buffer.from(value, "utf8").toString("latin1");
