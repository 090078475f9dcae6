import { runInNewContext } from "node:vm";
import { corsHeaders } from "@tintype/http";
import { describe, expect, it } from "vitest";
import { type Resource, resourceOf, resourcesOf, templateOf } from "../stack.fixture.ts";
import { showPage, stripDownloads } from "./edge-functions.ts";

const template = templateOf();
const config = resourceOf(template, "AWS::CloudFront::Distribution").Properties.DistributionConfig;
const behaviours: Record<string, Resource["Properties"]> = Object.fromEntries(
  [{ ...config.DefaultCacheBehavior, PathPattern: "*" }, ...config.CacheBehaviors].map((behaviour) => [
    behaviour.PathPattern,
    behaviour,
  ]),
);
const signed = ["/p/*", "/dl/o/*", "/dl/c/*", "/dl/x/*"];
const ofTheApi = ["/api/*", "/s/*", "/config.json", "/openapi.json", "/healthz", "/readyz"];
const originOf = (pattern: string) =>
  config.Origins.find(({ Id }: { Id: string }) => Id === behaviours[pattern].TargetOriginId);
const policyOf = (type: string, reference: { readonly Ref: string }) =>
  resourceOf(template, `AWS::CloudFront::${type}`, reference.Ref).Properties[`${type}Config`];
const headersOf = (pattern: string) => policyOf("ResponseHeadersPolicy", behaviours[pattern].ResponseHeadersPolicyId);

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

describe("the headers of the edge", () => {
  it("make every answer stay with HTTPS and with its type", () => {
    for (const pattern of Object.keys(behaviours)) {
      expect(headersOf(pattern).SecurityHeadersConfig).toMatchObject({
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true },
        ContentTypeOptions: { Override: true },
        ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
      });
    }
  });

  it("let a photo be nothing but a photo, for one browser alone", () => {
    const customOf = (pattern: string) =>
      Object.fromEntries(
        headersOf(pattern).CustomHeadersConfig.Items.map(({ Header, Value }: Record<string, string>) => [
          Header,
          Value,
        ]),
      );
    for (const pattern of signed) {
      const { ContentSecurityPolicy: policy } = headersOf(pattern).SecurityHeadersConfig.ContentSecurityPolicy;
      expect(policy).toBe("default-src 'none'; sandbox");
      expect(customOf(pattern)["Cache-Control"]).toMatch(/^private, /);
      expect(headersOf(pattern).CorsConfig).toMatchObject({
        AccessControlAllowOrigins: { Items: ["*"] },
        AccessControlAllowCredentials: false,
      });
    }
    expect(customOf("/p/*")["Cache-Control"]).toBe("private, max-age=31536000, immutable");
    for (const pattern of signed.slice(1)) expect(customOf(pattern)["Content-Disposition"]).toBe("attachment");
  });

  it("let the pages that may call read what the gateway and CloudFront answer in the API's place, and no others", () => {
    const corsOf = (switches: Readonly<Record<string, string>>) =>
      Object.values(resourcesOf(templateOf(switches), "AWS::CloudFront::ResponseHeadersPolicy"))
        .map(({ Properties }) => Properties.ResponseHeadersPolicyConfig)
        .find(({ Name }) => Name === "tintype-dev-api").CorsConfig;
    expect(corsOf({})).toBeUndefined();
    expect(corsOf({ origins: "https://app.example.com,http://localhost:5173" })).toEqual({
      AccessControlAllowOrigins: { Items: ["https://app.example.com", "http://localhost:5173"] },
      AccessControlAllowMethods: { Items: ["ALL"] },
      AccessControlAllowHeaders: { Items: corsHeaders.allowed },
      AccessControlExposeHeaders: { Items: corsHeaders.exposed },
      AccessControlAllowCredentials: false,
      // What the application says for itself counts: it also refuses, by saying nothing.
      OriginOverride: false,
    });
  });

  it("let the page run its own scripts alone, and nobody show it in a frame", () => {
    const policy = directivesOf(template);
    for (const kind of ["script-src", "style-src", "worker-src"]) expect(policy[kind]).toEqual(["'self'"]);
    expect(policy["default-src"]).toEqual(["'none'"]);
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
    expect(policy["base-uri"]).toEqual(["'none'"]);
    expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*/);
  });

  it("let the page show photos of its own origin, and those that are on their way up", () => {
    expect(directivesOf(template)["img-src"]).toEqual(expect.arrayContaining(["'self'", "blob:"]));
  });

  it("leave the page of a link with what the function says of it: whom it may call, and that nobody keeps it", () => {
    const { SecurityHeadersConfig, CustomHeadersConfig } = headersOf("/s/*");
    expect(Object.keys(SecurityHeadersConfig)).toEqual([
      "ContentTypeOptions",
      "ReferrerPolicy",
      "StrictTransportSecurity",
    ]);
    expect(CustomHeadersConfig).toBeUndefined();
    expect(behaviours["/s/*"].FunctionAssociations).toBeUndefined();
  });

  it("let the page call the API, Cognito's pools, managed login and the bucket of uploads, and nobody else", () => {
    const bucket = "tintype-dev-incoming-<AWS::AccountId>-<AWS::Region>";
    const everybody = [
      "'self'",
      "https://cognito-idp.<AWS::Region>.<AWS::URLSuffix>",
      "https://cognito-identity.<AWS::Region>.<AWS::URLSuffix>",
      "https://tintype-dev-<AWS::AccountId>.auth.<AWS::Region>.amazoncognito.com",
      `https://${bucket}.s3.<AWS::Region>.<AWS::URLSuffix>`,
    ];
    expect(directivesOf(template)["connect-src"]).toEqual(everybody);
    const accelerated = directivesOf(templateOf({ acceleration: "true" }))["connect-src"];
    expect(accelerated).toEqual([...everybody, `https://${bucket}.s3-accelerate.<AWS::URLSuffix>`]);
  });
});

/** The page's Content-Security-Policy, where `<…>` stands for what CloudFormation fills in. */
function directivesOf(of: typeof template): Readonly<Record<string, readonly string[]>> {
  const policies = Object.values(resourcesOf(of, "AWS::CloudFront::ResponseHeadersPolicy"))
    .map(({ Properties }) => Properties.ResponseHeadersPolicyConfig)
    .filter(({ Name }) => Name === "tintype-dev-page");
  const { ContentSecurityPolicy: said } = policies[0].SecurityHeadersConfig.ContentSecurityPolicy;
  const text: string = said["Fn::Join"][1]
    .map((part: string | { readonly Ref: string }) => (typeof part === "string" ? part : `<${part.Ref}>`))
    .join("");
  return Object.fromEntries(
    text.split("; ").map((directive) => {
      const [kind = "", ...sources] = directive.split(" ");
      return [kind, sources];
    }),
  );
}

describe("at the edge", () => {
  const run = (code: string, uri: string): string =>
    runInNewContext(`${code}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`);

  it.each([
    ["/dl/o/01abc/01def.jpg", "/o/01abc/01def.jpg"],
    ["/dl/c/01abc/dl/x.jpg", "/c/01abc/dl/x.jpg"],
  ])("a download is found by its key: %s", (uri, key) => {
    expect(run(stripDownloads, uri)).toBe(key);
  });

  it.each(["/", "/sign-in", "/sign-in/", "/photos/01KAGSJZZ0A3X5C7V9B1N2M4QW", "/trash", "/shares", "/settings/x.y/z"])(
    "%s is for the page to read",
    (uri) => {
      expect(run(showPage, uri)).toBe("/index.html");
    },
  );

  it.each(["/docs", "/docs/"])("%s is the reference of the API", (uri) => {
    expect(run(showPage, uri)).toBe("/docs/index.html");
  });

  it.each([
    "/assets/index-B1a2.js",
    "/assets/nothing",
    "/assets/",
    "/docs/reference.js",
    "/docs/nothing",
    "/robots.txt",
  ])("%s is a file, or missing", (uri) => {
    expect(run(showPage, uri)).toBe(uri);
  });
});
