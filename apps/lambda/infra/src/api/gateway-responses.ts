import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";

interface GatewayProblem {
  readonly type: ResponseType;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const bearer = { "WWW-Authenticate": 'Bearer realm="tintype"' };
const soon = { "Retry-After": "1" };
const later = { "Retry-After": "3600" };

const signIn = { status: 401, code: "sign_in_required", title: "Not signed in", headers: bearer };
const refused = { status: 403, code: "not_allowed", title: "Not allowed" };
const malformed = { status: 400, code: "malformed_request", title: "Bad request" };
const tooMany = { status: 429, code: "too_many_requests", title: "Too many requests" };
const internal = {
  status: 500,
  code: "internal",
  title: "Internal error",
  detail: "Something went wrong on our side. The request id helps to find out what.",
};
const slow = { status: 504, code: "unavailable", title: "Unavailable", headers: soon };

/** What the gateway answers by itself, in the words of the application (`packages/http/src/problem-codes.ts`). */
const gatewayProblems: readonly GatewayProblem[] = [
  { type: ResponseType.UNAUTHORIZED, ...signIn, detail: "Sign in and send the access token." },
  { type: ResponseType.EXPIRED_TOKEN, ...signIn, detail: "The token has expired: refresh it." },
  { type: ResponseType.ACCESS_DENIED, ...refused, detail: "This is not allowed." },
  { type: ResponseType.INVALID_SIGNATURE, ...refused, detail: "This service takes no signatures of AWS." },
  { type: ResponseType.INVALID_API_KEY, ...refused, detail: "Send a valid key as x-api-key." },
  { type: ResponseType.WAF_FILTERED, ...refused, detail: "This is not allowed." },
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    code: "not_found",
    title: "Not found",
    detail: "There is nothing at this address.",
  },
  {
    type: ResponseType.RESOURCE_NOT_FOUND,
    status: 404,
    code: "not_found",
    title: "Not found",
    detail: "There is nothing at this address.",
  },
  { type: ResponseType.BAD_REQUEST_BODY, ...malformed, detail: "The body is not what it says it is." },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    ...malformed,
    detail: "Something in the address or the headers is missing.",
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: "payload_too_large",
    title: "Too large",
    detail: "Announce the photo and send its bytes as the ticket says.",
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    code: "unsupported_media_type",
    title: "Unsupported media type",
    detail: "This kind of body is not understood here.",
  },
  { type: ResponseType.THROTTLED, ...tooMany, headers: soon, detail: "Too many calls: wait a moment." },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    ...tooMany,
    headers: later,
    detail: "This key has used up its calls for the month.",
  },
  { type: ResponseType.INTEGRATION_TIMEOUT, ...slow, detail: "The answer took too long: try again shortly." },
  { type: ResponseType.INTEGRATION_FAILURE, ...slow, detail: "There was no answer: try again shortly." },
  { type: ResponseType.AUTHORIZER_FAILURE, ...internal },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, ...internal },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...internal },
  { type: ResponseType.DEFAULT_4XX, ...malformed, detail: "This request cannot be understood." },
  { type: ResponseType.DEFAULT_5XX, ...internal },
];

/** The headers of every answer of the application; the gateway writes constants in single quotes. */
const always = {
  "Content-Type": "'application/problem+json'",
  "Cache-Control": "'no-store'",
  "X-Content-Type-Options": "'nosniff'",
  "Referrer-Policy": "'no-referrer'",
  "Strict-Transport-Security": "'max-age=31536000; includeSubDomains'",
  "X-Request-Id": "context.requestId",
};

/** Makes the gateway's own answers problem documents (RFC 9457). The path stays out: it may hold the token of a link. */
export function defineGatewayResponses(api: RestApi): void {
  for (const { type, status, code, title, detail, headers = {} } of gatewayProblems) {
    const problem = { type: `urn:tintype:problem:${code}`, title, status, code, detail };
    const template = { ...problem, instance: "$context.resourcePath", requestId: "$context.requestId" };
    const quoted = Object.entries(headers).map(([name, value]) => [name, `'${value}'`]);
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: `${status}`,
      templates: { "application/json": JSON.stringify(template) },
      responseHeaders: { ...always, ...Object.fromEntries(quoted) },
    });
  }
}
