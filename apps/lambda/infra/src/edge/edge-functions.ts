import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

/** Addresses of downloads begin with `/dl`, keys do not. CloudFront has looked at the signature by then. */
export const stripDownloads = `function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\\/dl\\//, "/");
  return request;
}`;

/** Addresses of pages are those of folders. */
export const findPage = `function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last === "") request.uri += "index.html";
  else if (last.indexOf(".") === -1) request.uri += "/index.html";
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
