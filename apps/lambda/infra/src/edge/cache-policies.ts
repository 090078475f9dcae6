import { Duration } from "aws-cdk-lib";
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

export interface CachePolicies {
  readonly api: CachePolicy;
  readonly photos: CachePolicy;
  readonly page: CachePolicy;
}

/** Compressed at the edge, and never told apart by cookies, since nobody sets any. */
const common = {
  cookieBehavior: CacheCookieBehavior.none(),
  enableAcceptEncodingGzip: true,
  enableAcceptEncodingBrotli: true,
};

/** What the edge keeps, for how long, and what it tells apart. */
export function defineCachePolicies(scope: Construct, { name, size }: Deployment): CachePolicies {
  return {
    // Nothing is kept unless an answer asks for it. It is no "CachingDisabled" since then nothing would be compressed; what
    // tells callers apart is in the key, so that not even two requests at the same moment can share an answer.
    api: new CachePolicy(scope, "ApiCache", {
      ...common,
      cachePolicyName: `${name}-${size}-api`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(1),
      headerBehavior: CacheHeaderBehavior.allowList("Authorization", "x-api-key", "Accept", "Origin"),
      queryStringBehavior: CacheQueryStringBehavior.all(),
    }),
    // Keys of photos never change what they hold. What signs an address is no part of the key: CloudFront takes it away.
    photos: new CachePolicy(scope, "PhotoCache", {
      ...common,
      cachePolicyName: `${name}-${size}-photos`,
      minTtl: Duration.days(1),
      defaultTtl: Duration.days(365),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.none(),
    }),
    page: new CachePolicy(scope, "PageCache", {
      ...common,
      cachePolicyName: `${name}-${size}-page`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.minutes(5),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.none(),
    }),
  };
}
