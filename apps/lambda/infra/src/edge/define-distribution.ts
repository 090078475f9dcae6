import { Annotations, Aws } from "aws-cdk-lib";
import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  Distribution,
  type Function as EdgeFunction,
  FunctionEventType,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { stageName } from "../api/define-api.ts";
import { edgeHeader } from "../api/edge-policy.ts";
import type { Deployment } from "../deployment.ts";
import { edgeKey } from "../keys-secret.ts";
import type { Buckets } from "../storage/buckets.ts";
import { defineCachePolicies } from "./cache-policies.ts";
import { defineEdgeFunction, showPage, stripDownloads } from "./edge-functions.ts";
import { defineHeaderPolicies } from "./header-policies.ts";
import type { UrlKeys } from "./url-keys.ts";

export interface Origins {
  readonly api: RestApi;
  readonly buckets: Buckets;
  /** What else pages talk to: where people sign in, and where they send their photos. */
  readonly connect: readonly string[];
  readonly keys: UrlKeys;
}

const https = { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS };

/** The one public origin: the page, the API, links and photos, each with its own rules. */
export function defineDistribution(scope: Construct, origins: Origins, deployment: Deployment): Distribution {
  const { name, size, domain, certificateArn } = deployment;
  const here = new Construct(scope, "Edge");
  const caches = defineCachePolicies(here, deployment);
  const headers = defineHeaderPolicies(here, origins.connect, deployment);
  const viewerRequest = (id: string, code: string) => ({
    functionAssociations: [atTheEdge(defineEdgeFunction(here, id, code, deployment))],
  });

  const media = S3BucketOrigin.withOriginAccessControl(origins.buckets.media);
  const originals = S3BucketOrigin.withOriginAccessControl(origins.buckets.originals);
  const signed = { ...https, cachePolicy: caches.photos, trustedKeyGroups: [origins.keys.group], compress: false };
  const download = {
    ...signed,
    responseHeadersPolicy: headers.downloads,
    ...viewerRequest("downloads", stripDownloads),
  };
  const api: BehaviorOptions = {
    ...https,
    origin: gatewayOrigin(origins.api, deployment),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: caches.api,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: headers.api,
  };
  const distribution = new Distribution(here, "Distribution", {
    comment: `${name}-${size}`,
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: size === "prod" ? PriceClass.PRICE_CLASS_ALL : PriceClass.PRICE_CLASS_100,
    ...(domain !== undefined &&
      certificateArn !== undefined && {
        domainNames: [domain],
        certificate: Certificate.fromCertificateArn(here, "Certificate", certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    defaultRootObject: "index.html",
    defaultBehavior: {
      ...https,
      // Without the right to list S3 answers 403 for what is not there. Nobody can list by way of CloudFront: no query gets through.
      origin: S3BucketOrigin.withOriginAccessControl(origins.buckets.web, {
        originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
      }),
      cachePolicy: caches.page,
      responseHeadersPolicy: headers.page,
      ...viewerRequest("pages", showPage),
    },
    additionalBehaviors: {
      "/api/*": api,
      "/s/*": api,
      "/config.json": api,
      "/openapi.json": api,
      "/healthz": api,
      "/readyz": api,
      "/p/*": { ...signed, origin: media, responseHeadersPolicy: headers.renditions },
      "/dl/o/*": { ...download, origin: originals },
      "/dl/c/*": { ...download, origin: media },
      "/dl/x/*": { ...download, origin: media },
    },
  });
  Annotations.of(distribution).acknowledgeWarning(
    "@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",
    "The root has a document, and addresses without an ending get the page: no request reaches the bucket itself.",
  );
  acknowledge(distribution, {
    CFR1: "Photos are for whoever has the link, wherever they are.",
    CFR2: "A web application firewall costs 5 dollars a month and 0.60 for a million requests; rates are held by the application.",
    CFR3: "A log of the edge would hold the paths of share links and signed addresses; the gateway's access log holds neither.",
    ...(domain === undefined && {
      CFR4: "CloudFront's own certificate goes with TLS 1 and up; with a domain of one's own it is 1.2.",
    }),
  });
  return distribution;
}

const atTheEdge = (edgeFunction: EdgeFunction) => ({
  function: edgeFunction,
  eventType: FunctionEventType.VIEWER_REQUEST,
});

/**
 * The gateway by its id and not by its stage: functions are told the distribution's address, the stage waits for them, and
 * nothing may wait for itself.
 */
const gatewayOrigin = (api: RestApi, deployment: Deployment): IOrigin =>
  new HttpOrigin(`${api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
    originPath: `/${stageName}`,
    customHeaders: { [edgeHeader]: edgeKey(deployment) },
  });
