import { Duration } from "aws-cdk-lib";
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

export interface HeaderPolicies {
  readonly api: ResponseHeadersPolicy;
  readonly renditions: ResponseHeadersPolicy;
  readonly downloads: ResponseHeadersPolicy;
  readonly page: ResponseHeadersPolicy;
}

const always: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
};

const policyOf = (text: string) => ({ contentSecurityPolicy: text, override: true });
const header = (name: string, value: string) => ({ header: name, value, override: true });

/** An image, and nothing that could run: what S3 says of itself is taken away. */
const photoPolicy = policyOf("default-src 'none'; sandbox");
const openToPages = [
  header("Cross-Origin-Resource-Policy", "cross-origin"),
  header("Access-Control-Allow-Origin", "*"),
];
const ofS3 = ["x-amz-server-side-encryption", "x-amz-version-id", "x-amz-request-id", "x-amz-id-2"];

/** The headers that the edge adds: those of the dev server's routes, word for word. */
export function defineHeaderPolicies(
  scope: Construct,
  connect: readonly string[],
  { name, size }: Deployment,
): HeaderPolicies {
  const define = (id: string, security: ResponseSecurityHeadersBehavior, headers: ReturnType<typeof header>[]) =>
    new ResponseHeadersPolicy(scope, `${id}-headers`, {
      responseHeadersPolicyName: `${name}-${size}-${id}`,
      securityHeadersBehavior: { ...always, ...security },
      ...(headers.length > 0 && { customHeadersBehavior: { customHeaders: headers } }),
      removeHeaders: ofS3,
    });
  const sources = ["'self'", ...connect].join(" ");
  return {
    // The application says the rest by itself.
    api: define("api", {}, []),
    renditions: define("renditions", { contentSecurityPolicy: photoPolicy }, [
      ...openToPages,
      header("Cache-Control", "private, max-age=31536000, immutable"),
    ]),
    downloads: define("downloads", { contentSecurityPolicy: photoPolicy }, [
      ...openToPages,
      header("Cache-Control", "private, max-age=300"),
      header("Content-Disposition", "attachment"),
    ]),
    page: define(
      "page",
      {
        contentSecurityPolicy: policyOf(
          `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src ${sources}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
        ),
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      },
      [],
    ),
  };
}
