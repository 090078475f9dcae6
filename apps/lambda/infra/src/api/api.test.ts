import { describe, expect, it } from "vitest";
import { type Resource, resourceOf, resourcesOf, templateOf } from "../stack.fixture.ts";

const template = templateOf();
const api = resourceOf(template, "AWS::ApiGateway::RestApi").Properties;
const stage = resourceOf(template, "AWS::ApiGateway::Stage").Properties;
const resources = resourcesOf(template, "AWS::ApiGateway::Resource");

const pathOf = (id: string): string => {
  const { ParentId, PathPart } = resources[id]?.Properties ?? {};
  return PathPart === undefined ? "" : `${pathOf(ParentId.Ref ?? "")}/${PathPart}`;
};
const methods = Object.values(resourcesOf(template, "AWS::ApiGateway::Method")).map(({ Properties }: Resource) => ({
  ...Properties,
  called: `${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref ?? "")}`,
}));
const called = (wanted: (method: (typeof methods)[number]) => boolean): string[] =>
  methods.filter(wanted).map((method) => method.called);

describe("the gateway", () => {
  it("refuses whoever comes past CloudFront", () => {
    const [everybody, refusal] = api.Policy.Statement;
    expect(everybody).toMatchObject({ Effect: "Allow", Action: "execute-api:Invoke" });
    expect(refusal).toMatchObject({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Condition: {
        StringNotEquals: { "aws:Referer": "{{resolve:secretsmanager:tintype-dev/keys:SecretString:edge::}}" },
      },
    });
    const { Origins } = resourceOf(template, "AWS::CloudFront::Distribution").Properties.DistributionConfig;
    const [origin] = Origins.filter(({ OriginCustomHeaders }: Record<string, unknown>) => OriginCustomHeaders);
    expect(origin.OriginCustomHeaders).toEqual([
      { HeaderName: "Referer", HeaderValue: refusal.Condition.StringNotEquals["aws:Referer"] },
    ]);
    expect(origin.OriginPath).toBe(`/${stage.StageName}`);
  });

  it("takes photos as bytes, and everything else as it is", () => {
    expect(api.BinaryMediaTypes).toEqual(["image/*", "multipart/form-data"]);
  });

  it("lets users alone through where nobody else has business", () => {
    expect(called(({ AuthorizationType }) => AuthorizationType === "COGNITO_USER_POOLS")).toEqual([
      "ANY /api/me",
      "ANY /api/me/{proxy+}",
      "ANY /api/credentials",
      "ANY /api/api-keys",
      "ANY /api/api-keys/{proxy+}",
    ]);
    for (const { AuthorizationType, AuthorizationScopes } of methods) {
      // With scopes it takes access tokens, without them ID tokens.
      if (AuthorizationType === "NONE") expect(AuthorizationScopes).toBeUndefined();
      else expect(AuthorizationScopes).toEqual(["aws.cognito.signin.user.admin", "openid"]);
    }
  });

  it("leaves programs' keys to the application, and has a plan for those that it is to look at as well", () => {
    expect(called(({ ApiKeyRequired }) => ApiKeyRequired)).toEqual([]);
    expect(called(() => true)).toContain("ANY /api/partner/{proxy+}");
    const strict = resourcesOf(templateOf({ gatewayKeys: "true" }), "AWS::ApiGateway::Method");
    expect(Object.values(strict).filter(({ Properties }) => Properties.ApiKeyRequired)).toHaveLength(1);
    const plan = resourceOf(template, "AWS::ApiGateway::UsagePlan").Properties;
    expect(plan).toMatchObject({
      Throttle: { RateLimit: 5, BurstLimit: 10 },
      Quota: { Limit: 10_000, Period: "MONTH" },
    });
  });

  it("lets browsers ask before they call", () => {
    expect(called(({ HttpMethod }) => HttpMethod === "OPTIONS")).toHaveLength(5);
    expect(methods.filter(({ HttpMethod }) => HttpMethod === "OPTIONS")).toSatisfy((asked: typeof methods) =>
      asked.every(({ AuthorizationType, ApiKeyRequired }) => AuthorizationType === "NONE" && !ApiKeyRequired),
    );
  });

  it("has models of what clients send", () => {
    expect(called(({ RequestModels }) => RequestModels !== undefined)).toEqual([
      "POST /api/photos",
      "POST /api/photos/batch",
      "PATCH /api/photos/{id}",
      "POST /api/photos/{id}/share",
      "PATCH /api/shares/{id}",
      "POST /s/{token}/open",
    ]);
    for (const { Properties } of Object.values(resourcesOf(template, "AWS::ApiGateway::Model"))) {
      expect(Properties.Schema).toMatchObject({ $schema: "http://json-schema.org/draft-04/schema#", type: "object" });
      expect(Properties.Name).toMatch(/^[A-Za-z0-9]+$/);
    }
  });

  it("makes no traces of its own, in which share links would stand", () => {
    expect(stage.TracingEnabled).not.toBe(true);
  });

  it("holds back more than it should take, and logs without paths, addresses or bodies", () => {
    const [setting] = stage.MethodSettings;
    expect(setting).toMatchObject({
      HttpMethod: "*",
      ResourcePath: "/*",
      LoggingLevel: "OFF",
      DataTraceEnabled: false,
      MetricsEnabled: false,
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
    });
    const line = JSON.parse(stage.AccessLogSetting.Format);
    for (const value of Object.values<string>(line)) {
      expect(value).toMatch(/^\$context\.[a-zA-Z.]+$/);
      expect(value).not.toMatch(/^\$context\.(?:path|identity\.(?!apiKeyId$)|authorizer|requestOverride)/);
    }
    expect(line.route).toBe("$context.resourcePath");
  });
});

describe("what the gateway says itself", () => {
  const answers = Object.values(resourcesOf(template, "AWS::ApiGateway::GatewayResponse")).map(
    ({ Properties }) => Properties,
  );

  it("is a problem document, for everything that it can say", () => {
    expect(answers).toHaveLength(21);
    for (const { StatusCode, ResponseTemplates, ResponseParameters } of answers) {
      const problem = JSON.parse(ResponseTemplates["application/json"]);
      expect(problem).toMatchObject({
        type: `urn:tintype:problem:${problem.code}`,
        status: Number(StatusCode),
        instance: "$context.resourcePath",
        requestId: "$context.requestId",
      });
      expect(ResponseParameters).toMatchObject({
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
        "gatewayresponse.header.Cache-Control": "'no-store'",
        "gatewayresponse.header.X-Request-Id": "context.requestId",
      });
    }
  });

  it("tells when to come again, and how to sign in", () => {
    const headersOf = (type: string) => answers.find(({ ResponseType }) => ResponseType === type)?.ResponseParameters;
    for (const type of ["THROTTLED", "QUOTA_EXCEEDED", "INTEGRATION_TIMEOUT"]) {
      expect(headersOf(type)).toHaveProperty(["gatewayresponse.header.Retry-After"]);
    }
    expect(headersOf("UNAUTHORIZED")["gatewayresponse.header.WWW-Authenticate"]).toBe(`'Bearer realm="tintype"'`);
  });
});
