import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

/** Addresses of downloads begin with `/dl`, keys do not. CloudFront has looked at the signature by then. */
export const stripDownloads = `function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\\/dl\\//, "/");
  return request;
}`;

/**
 * Addresses such as `/sign-in` and `/photos/ID` are the page's to read, in the browser; only what has an ending is a file. The
 * reference of the API is a page of its own. What is missing under `/assets` and `/docs` is missing.
 */
export const showPage = `function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri === "/docs" || uri === "/docs/") request.uri = "/docs/index.html";
  else if (!/^\\/(assets|docs)\\//.test(uri) && !/\\.[^/]*$/.test(uri)) request.uri = "/index.html";
  return request;
}`;

/** A function that runs at the edge for every request of a behaviour. */
export function defineEdgeFunction(
  scope: Construct,
  id: string,
  code: string,
  { name, size }: Deployment,
): EdgeFunction {
  return new EdgeFunction(scope, id, {
    functionName: `${name}-${size}-${id}`,
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
  });
}
