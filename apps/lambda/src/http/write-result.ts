import { type HttpEvent, isVersion2 } from "./read-request.ts";

/** An answer as both versions of the gateway take it. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Puts an answer into the shape that the event's gateway takes. What is no text goes as base64. */
export async function writeResult(event: HttpEvent, response: Response): Promise<HttpResult> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = textual.test(response.headers.get("content-type") ?? "text/plain");
  const result = {
    statusCode: response.status,
    body: bytes.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
  const headers = [...response.headers];
  return isVersion2(event)
    ? { ...result, headers: Object.fromEntries(headers) }
    : { ...result, multiValueHeaders: Object.fromEntries(headers.map(([name, value]) => [name, [value]])) };
}

const textual = /^text\/|[/+](?:json|xml)\b/;
