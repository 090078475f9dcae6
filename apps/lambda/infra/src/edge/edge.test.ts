import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { resourcesOf, templateOf } from "../stack.fixture.ts";
import { behaviours, config, ofTheApi, policyOf, signed } from "./edge.fixture.ts";
import { showPage } from "./edge-functions.ts";

const template = templateOf();
const originOf = (pattern: string) =>
  config.Origins.find(({ Id }: { Id: string }) => Id === behaviours[pattern].TargetOriginId);

describe("the one origin", () => {
  it("serves everything by HTTPS", () => {
    expect(Object.keys(behaviours)).toEqual(["*", ...ofTheApi, ...signed]);
    for (const { ViewerProtocolPolicy } of Object.values(behaviours)) {
      expect(ViewerProtocolPolicy).toBe("redirect-to-https");
    }
    for (const { CustomOriginConfig } of config.Origins) {
      if (CustomOriginConfig !== undefined) {
        expect(CustomOriginConfig).toMatchObject({
          OriginProtocolPolicy: "https-only",
          OriginSSLProtocols: ["TLSv1.2"],
        });
      }
    }
  });

  it("shows photos at signed addresses alone, by a key that counts for nothing else", () => {
    for (const pattern of signed) expect(behaviours[pattern].TrustedKeyGroups).toHaveLength(1);
    for (const pattern of ["*", ...ofTheApi]) expect(behaviours[pattern].TrustedKeyGroups).toBeUndefined();
    const keys = Object.values(resourcesOf(template, "AWS::CloudFront::PublicKey"));
    expect(keys.map(({ Properties }) => Properties.PublicKeyConfig.EncodedKey)).toEqual([{ Ref: "UrlKey1" }]);
  });

  it("finds renditions, copies and exports in one bucket, originals in another, and pages in a third", () => {
    const bucketOf = (pattern: string) => JSON.stringify(originOf(pattern).DomainName);
    expect(bucketOf("/p/*")).toContain("BucketsMedia");
    for (const pattern of ["/dl/c/*", "/dl/x/*"]) expect(bucketOf(pattern)).toContain("BucketsMedia");
    expect(bucketOf("/dl/o/*")).toContain("BucketsOriginals");
    expect(bucketOf("*")).toContain("BucketsWeb");
    for (const pattern of [...signed, "*"]) {
      expect(originOf(pattern).OriginAccessControlId).toBeDefined();
      expect(originOf(pattern).S3OriginConfig).toEqual({ OriginAccessIdentity: "" });
    }
    for (const { Properties } of Object.values(resourcesOf(template, "AWS::CloudFront::OriginAccessControl"))) {
      expect(Properties.OriginAccessControlConfig).toMatchObject({
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      });
    }
  });

  it("says of the API's and the photos' answers nothing else than they do: the page stands in for no error", () => {
    expect(config.CustomErrorResponses).toBeUndefined();
    const rewriting = Object.keys(behaviours).filter((pattern) =>
      JSON.stringify(behaviours[pattern].FunctionAssociations ?? "").includes("Edgepages"),
    );
    expect(rewriting).toEqual(["*"]);
  });

  it("lists the page's bucket to nobody", () => {
    expect(config.DefaultRootObject).toBe("index.html");
    for (const uri of ["/", "//"]) {
      expect(runInNewContext(`${showPage}; handler({ request: { uri: "${uri}" } }).uri`)).toBe("/index.html");
    }
  });

  it("changes nothing but through the API", () => {
    for (const pattern of [...signed, "*"])
      expect(behaviours[pattern].AllowedMethods ?? ["GET", "HEAD"]).toEqual(["GET", "HEAD"]);
    for (const pattern of ofTheApi) expect(behaviours[pattern].AllowedMethods).toHaveLength(7);
  });

  it("never mixes two callers: what tells them apart is in the key, and nothing is kept unasked", () => {
    for (const pattern of ofTheApi) {
      const {
        MinTTL,
        DefaultTTL,
        MaxTTL,
        ParametersInCacheKeyAndForwardedToOrigin: key,
      } = policyOf("CachePolicy", behaviours[pattern].CachePolicyId);
      expect([MinTTL, DefaultTTL, MaxTTL]).toEqual([0, 0, 1]);
      expect(key.HeadersConfig.Headers).toEqual(["Authorization", "x-api-key", "Accept", "Origin"]);
      expect(key.QueryStringsConfig.QueryStringBehavior).toBe("all");
    }
  });

  it("keeps photos for a year, whatever signs their address", () => {
    for (const pattern of signed) {
      const { DefaultTTL, ParametersInCacheKeyAndForwardedToOrigin: key } = policyOf(
        "CachePolicy",
        behaviours[pattern].CachePolicyId,
      );
      expect(DefaultTTL).toBe(365 * 24 * 3_600);
      expect(key.QueryStringsConfig.QueryStringBehavior).toBe("none");
      expect(key.CookiesConfig.CookieBehavior).toBe("none");
    }
  });

  it("writes no log: it would hold links and signed addresses", () => {
    expect(config.Logging).toBeUndefined();
  });
});
