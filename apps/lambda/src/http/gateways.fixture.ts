import { Buffer, isUtf8 } from "node:buffer";
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import type { HttpEvent } from "./read-request.ts";

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array | undefined;
}

/** The events that AWS's gateways make of a request. */
export const gateways: Readonly<Record<string, (request: WireRequest, requestId: string) => HttpEvent>> = {
  "a REST API": restEvent,
  "an HTTP API": (request, requestId) => version2Event(request, requestId, "$default", decoded),
  "an HTTP API with a stage": (request, requestId) => {
    const event = version2Event(request, requestId, "v1", decoded);
    return { ...event, rawPath: `/v1${event.rawPath}` };
  },
  "a function URL": (request, requestId) => version2Event(request, requestId, "$default", (path) => path),
};

const sourceIp = "203.0.113.9";

/** A REST API keeps the path as it was sent, and takes the query apart (docs.aws.amazon.com/apigateway, "Lambda proxy integrations"). */
function restEvent({ method, target, headers, body }: WireRequest, requestId: string): APIGatewayProxyEvent {
  const [path, query] = splitTarget(target);
  const parameters = [...new URLSearchParams(query)];
  const withoutLength = headers.filter(([name]) => name !== "content-length");
  return {
    resource: "/{proxy+}",
    path,
    httpMethod: method,
    headers: last(withoutLength),
    multiValueHeaders: all(withoutLength),
    queryStringParameters: parameters.length === 0 ? null : last(parameters),
    multiValueQueryStringParameters: parameters.length === 0 ? null : all(parameters),
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: "123456789012",
      apiId: "1234567890",
      authorizer: undefined,
      protocol: "HTTP/1.1",
      httpMethod: method,
      identity: { ...nobody, sourceIp, userAgent: "replay" },
      path: `/v1${path}`,
      stage: "v1",
      requestId,
      requestTime: "20/Nov/2026:09:30:00 +0000",
      requestTimeEpoch: 1_763_631_000_000,
      resourceId: "123456",
      resourcePath: "/{proxy+}",
    },
    ...bodyOf(body),
  };
}

const nobody = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** HTTP APIs and function URLs join headers of one name by commas, and keep the query as it was sent. */
function version2Event(
  { method, target, headers, body }: WireRequest,
  requestId: string,
  stage: string,
  spell: (path: string) => string,
): APIGatewayProxyEventV2 {
  const [path, query] = splitTarget(target);
  const rawPath = spell(path);
  const { body: text, isBase64Encoded } = bodyOf(body);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: query,
    headers: Object.fromEntries(Object.entries(all(headers)).map(([name, values]) => [name, values.join(",")])),
    requestContext: {
      accountId: "123456789012",
      apiId: "1234567890",
      domainName: "1234567890.execute-api.eu-central-1.amazonaws.com",
      domainPrefix: "1234567890",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp, userAgent: "replay" },
      requestId,
      routeKey: "$default",
      stage,
      time: "20/Nov/2026:09:30:00 +0000",
      timeEpoch: 1_763_631_000_000,
    },
    ...(text !== null && { body: text }),
    isBase64Encoded,
  };
}

/** HTTP APIs decode the path, and leave it alone where that cannot be done. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function splitTarget(target: string): readonly [path: string, query: string] {
  const mark = target.indexOf("?");
  return mark === -1 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** Text goes as it is, everything else as base64. */
function bodyOf(body: Uint8Array | undefined): { readonly body: string | null; readonly isBase64Encoded: boolean } {
  if (body === undefined || body.length === 0) return { body: null, isBase64Encoded: false };
  const isText = isUtf8(body);
  return { body: Buffer.from(body).toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

type Pairs = readonly (readonly [name: string, value: string])[];

const last = (pairs: Pairs): Record<string, string> => Object.fromEntries(pairs);

function all(pairs: Pairs): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}
