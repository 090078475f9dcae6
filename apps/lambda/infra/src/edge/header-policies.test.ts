import { corsHeaders } from "@tintype/http";
import { describe, expect, it } from "vitest";
import { resourcesOf, templateOf } from "../stack.fixture.ts";
import { behaviours, policyOf, signed } from "./edge.fixture.ts";

const template = templateOf();
const headersOf = (pattern: string) => policyOf("ResponseHeadersPolicy", behaviours[pattern].ResponseHeadersPolicyId);

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
