import { corsHeaders } from "@tintype/http";
import { Duration } from "aws-cdk-lib";
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseHeadersPolicyProps,
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
const custom = (headers: Readonly<Record<string, string>>) => ({
  customHeaders: Object.entries(headers).map(([header, value]) => ({ header, value, override: true })),
});

/** For an image, and nothing that could run; pages of any origin may show and read it, since its address is signed. */
const ofPhotos: ResponseHeadersPolicyProps = {
  securityHeadersBehavior: { ...always, contentSecurityPolicy: policyOf("default-src 'none'; sandbox") },
  // CloudFront takes these headers here alone, never as custom ones.
  corsBehavior: {
    accessControlAllowOrigins: ["*"],
    accessControlAllowMethods: ["GET", "HEAD"],
    accessControlAllowHeaders: ["*"],
    accessControlAllowCredentials: false,
    originOverride: true,
  },
};

/**
 * The application says for itself which pages may read an answer, and is left alone; the gateway and CloudFront, where they
 * answer in its place (429, 413, 504 …), cannot tell origins apart, so that the edge says it for them.
 */
const ofOtherOrigins = (origins: readonly string[]): ResponseHeadersPolicyProps =>
  origins.length === 0
    ? {}
    : {
        corsBehavior: {
          accessControlAllowOrigins: [...origins],
          accessControlAllowMethods: ["ALL"],
          accessControlAllowHeaders: [...corsHeaders.allowed],
          accessControlExposeHeaders: [...corsHeaders.exposed],
          accessControlAllowCredentials: false,
          originOverride: false,
        },
      };

/** The headers that the edge adds: those of the dev server's routes, word for word. `connect`: where the page may call. */
export function defineHeaderPolicies(
  scope: Construct,
  connect: readonly string[],
  { name, size, origins }: Deployment,
): HeaderPolicies {
  const define = (id: string, headers: ResponseHeadersPolicyProps) =>
    new ResponseHeadersPolicy(scope, `${id}-headers`, {
      responseHeadersPolicyName: `${name}-${size}-${id}`,
      ...headers,
    });
  return {
    // The application says the rest by itself.
    api: define("api", { securityHeadersBehavior: always, ...ofOtherOrigins(origins) }),
    renditions: define("renditions", {
      ...ofPhotos,
      customHeadersBehavior: custom({
        "Cache-Control": "private, max-age=31536000, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
      }),
    }),
    downloads: define("downloads", {
      ...ofPhotos,
      customHeadersBehavior: custom({
        "Cache-Control": "private, max-age=300",
        "Content-Disposition": "attachment",
        "Cross-Origin-Resource-Policy": "cross-origin",
      }),
    }),
    page: define("page", {
      securityHeadersBehavior: {
        ...always,
        contentSecurityPolicy: policyOf(
          `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src ${["'self'", ...connect].join(" ")}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
        ),
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      },
    }),
  };
}
