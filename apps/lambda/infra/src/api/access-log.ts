/**
 * A line of the access log. No path, query, header or address: paths hold the tokens of share links, so that only the route
 * stands there (`/s/{proxy+}`). `$context` is API Gateway's (docs.aws.amazon.com, "Variables for access logging").
 */
export const accessLog = {
  at: "$context.requestTime",
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  traceId: "$context.xrayTraceId",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  protocol: "$context.protocol",
  status: "$context.status",
  bytes: "$context.responseLength",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integration.status",
  error: "$context.error.responseType",
  apiKeyId: "$context.identity.apiKeyId",
} as const;
