import { readFileSync } from "node:fs";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, it } from "vitest";
import { readDeployment } from "./deployment.ts";
import { appOf, type Resource, resourceOf, resourcesOf, stackOf, templateOf } from "./stack.fixture.ts";

const domain = {
  domain: "photos.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
};
const google = { googleClientId: "tintype.apps.example.com", googleSecret: "tintype/google" };
const apple = { appleServicesId: "com.example", appleTeamId: "TEAM", appleKeyId: "KEY", appleSecret: "tintype/apple" };

const byName = (one: string, other: string) => one.localeCompare(other);
const everySwitch = JSON.parse(readFileSync(new URL("../every-switch.json", import.meta.url), "utf8"));
const isSwitch = (name: string) => name !== "numbers";

const typesOf = (switches: Readonly<Record<string, string>>) =>
  Object.values<Resource>(templateOf(switches).toJSON()["Resources"])
    .map(({ Type }) => Type)
    .toSorted();

describe("cdk-nag", () => {
  it("ends the synthesis where a resource breaks a rule and nobody says why", () => {
    const app = appOf({});
    new Bucket(stackOf(app), "Careless");
    expect(() => app.synth()).toThrow("The S3 Bucket or bucket policy does not require requests to use SSL");
  });
});

describe("a template", () => {
  it("holds no key: what is secret is read from Secrets Manager when it is deployed", () => {
    const text = JSON.stringify(templateOf());
    expect(text).not.toMatch(/PRIVATE KEY|SecretString"/);
    expect(new Set(text.match(/{{resolve:[^}]*}}/g))).toEqual(
      new Set(["{{resolve:secretsmanager:tintype-dev/keys:SecretString:edge::}}"]),
    );
    expect(templateOf().toJSON()["Parameters"]["UrlKey1"]).not.toHaveProperty("Default");
  });
});

describe("the switches", () => {
  it("go together, all of them", () => {
    expect(Object.keys(everySwitch).toSorted(byName)).toEqual(
      Object.keys(readDeployment(everySwitch)).filter(isSwitch).toSorted(byName),
    );
    expect(resourcesOf(templateOf(everySwitch), "AWS::Lambda::Function")).not.toEqual({});
  });

  it("are all in docs/deploying.md, and no others", () => {
    const page = readFileSync(new URL("../../../../docs/deploying.md", import.meta.url), "utf8");
    const [, table = ""] = page.split("| switch | says | price a month |");
    const [rows = ""] = table.split("\n\n");
    const listed = Array.from(rows.matchAll(/^\| (`.+?`) \|/gm), ([, names = ""]) =>
      names.replaceAll("`", "").split(", "),
    );
    expect(listed.flat().toSorted(byName)).toEqual(Object.keys(everySwitch).toSorted(byName));
  });

  it("make two sizes, of which the large one cannot be removed by accident", () => {
    expect(stackOf(appOf({ size: "prod" })).terminationProtection).toBe(true);
    expect(typesOf({ size: "prod" })).toEqual(typesOf({}));
  });

  it("start every function by way of a layer that looks at it", () => {
    const telemetryLayer = "arn:aws:lambda:us-east-1:123456789012:layer:opentelemetry:7";
    for (const { Properties } of Object.values(resourcesOf(templateOf({ telemetryLayer }), "AWS::Lambda::Function"))) {
      expect(Properties.Layers).toEqual([telemetryLayer]);
      expect(Properties.Environment.Variables).toMatchObject({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-instrument" });
    }
    for (const { Properties } of Object.values(resourcesOf(templateOf(), "AWS::Lambda::Function"))) {
      expect(Properties.Layers).toBeUndefined();
      expect(Properties.Environment.Variables).not.toHaveProperty("AWS_LAMBDA_EXEC_WRAPPER");
    }
  });

  it("put a domain of one's own before everything, with TLS 1.2", () => {
    const template = templateOf({ ...domain, hostedZoneId: "Z0123456789" });
    const { DistributionConfig } = resourceOf(template, "AWS::CloudFront::Distribution").Properties;
    expect(DistributionConfig.Aliases).toEqual([domain.domain]);
    expect(DistributionConfig.ViewerCertificate).toMatchObject({
      AcmCertificateArn: domain.certificateArn,
      MinimumProtocolVersion: "TLSv1.2_2021",
    });
    const records = Object.values(resourcesOf(template, "AWS::Route53::RecordSet")).map(({ Properties }) => Properties);
    expect(records.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      "photos.example.com. A",
      "photos.example.com. AAAA",
    ]);
    const http = resourceOf(template, "AWS::Lambda::Function", "Functionshttp").Properties;
    expect(http.Environment.Variables.PUBLIC_URL).toBe("https://photos.example.com");
  });

  it("add Google and Apple, whose secrets stay in Secrets Manager", () => {
    const template = templateOf({ ...google, ...apple });
    const web = resourceOf(template, "AWS::Cognito::UserPoolClient", "UsersPoolWeb").Properties;
    // By reference: a client must not be made before its providers.
    expect(web.SupportedIdentityProviders).toEqual([
      "COGNITO",
      { Ref: expect.any(String) },
      { Ref: expect.any(String) },
    ]);
    const details = Object.values(resourcesOf(template, "AWS::Cognito::UserPoolIdentityProvider")).map(
      ({ Properties }) => Properties.ProviderDetails,
    );
    expect(details.map(({ client_secret: secret, private_key: key }) => secret ?? key)).toEqual([
      "{{resolve:secretsmanager:tintype/google:SecretString:::}}",
      "{{resolve:secretsmanager:tintype/apple:SecretString:::}}",
    ]);
  });

  it("have an address linked that Google or Apple have verified, by the one trigger that may", () => {
    expect(resourcesOf(templateOf(), "AWS::IAM::RolePolicy")).toEqual({});
    for (const provider of [google, apple]) {
      const template = templateOf(provider);
      const { AttributeMapping } = resourceOf(template, "AWS::Cognito::UserPoolIdentityProvider").Properties;
      expect(AttributeMapping).toMatchObject({ email: "email", email_verified: "email_verified" });
      const { RoleName, PolicyDocument } = resourceOf(template, "AWS::IAM::RolePolicy").Properties;
      expect(RoleName.Ref).toMatch(/^Functionspresignup/);
      expect(PolicyDocument.Statement).toEqual([
        {
          Effect: "Allow",
          Action: ["AdminGetUser", "ListUsers", "AdminLinkProviderForUser", "AdminDeleteUser"].map(
            (action) => `cognito-idp:${action}`,
          ),
          Resource: { "Fn::GetAtt": [expect.stringMatching(/^UsersPool/), "Arn"] },
        },
      ]);
    }
  });

  it("replicate both tables, as well guarded as here", () => {
    const template = templateOf({ replicas: "eu-west-1,us-east-2" });
    for (const { Properties } of Object.values(resourcesOf(template, "AWS::DynamoDB::GlobalTable"))) {
      expect(Properties.Replicas).toHaveLength(3);
      for (const replica of Properties.Replicas) {
        expect(replica).toMatchObject({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        });
      }
    }
  });

  it("let the gateway keep what is the same for everybody, and nothing else", () => {
    const { Properties: stage } = resourceOf(templateOf({ apiCache: "true" }), "AWS::ApiGateway::Stage");
    expect(stage).toMatchObject({ CacheClusterEnabled: true, CacheClusterSize: "0.5" });
    const kept = stage.MethodSettings.filter((setting: { CachingEnabled?: boolean }) => setting.CachingEnabled);
    expect(kept).toMatchObject([
      { ResourcePath: "/~1openapi.json", HttpMethod: "GET", CacheDataEncrypted: true },
      { ResourcePath: "/~1config.json", HttpMethod: "GET", CacheDataEncrypted: true },
    ]);
    expect(resourceOf(templateOf(), "AWS::ApiGateway::Stage").Properties.CacheClusterEnabled).toBeUndefined();
  });

  it("keep for each origin what it may read, and nobody else's", () => {
    const cacheable = Object.entries(resourcesOf(templateOf({ apiCache: "true" }), "AWS::ApiGateway::Method")).filter(
      ([id]) => /^ApiRest(?:configjson|openapijson)GET/.test(id),
    );
    expect(cacheable).toHaveLength(2);
    for (const [, { Properties }] of cacheable) {
      expect(Properties.RequestParameters).toEqual({ "method.request.header.Origin": false });
      expect(Properties.Integration.CacheKeyParameters).toEqual(["method.request.header.Origin"]);
    }
  });

  it("accelerate uploads", () => {
    const incoming = (template = templateOf()) => resourceOf(template, "AWS::S3::Bucket", "Incoming").Properties;
    expect(incoming(templateOf({ acceleration: "true" })).AccelerateConfiguration).toEqual({
      AccelerationStatus: "Enabled",
    });
    expect(incoming().AccelerateConfiguration).toBeUndefined();
    const http = (template = templateOf()) =>
      resourceOf(template, "AWS::Lambda::Function", "Functionshttp").Properties.Environment.Variables;
    expect(http(templateOf({ acceleration: "true" })).TINTYPE_ACCELERATION).toBe("on");
    expect(http()).not.toHaveProperty("TINTYPE_ACCELERATION");
  });

  it("say who mail is from; until then it waits", () => {
    const enabled = (template = templateOf()) =>
      resourceOf(template, "AWS::Lambda::EventSourceMapping", "FunctionsmailFunctionQueue").Properties.Enabled;
    expect(enabled()).toBe(false);
    const template = templateOf({ mailFrom: "photos@example.com" });
    expect(enabled(template)).toBe(true);
    expect(resourceOf(template, "AWS::SES::EmailIdentity").Properties.EmailIdentity).toBe("photos@example.com");
  });

  it("send codes from there as well, but not before SES has confirmed it", () => {
    const mailOf = (switches: Readonly<Record<string, string>>) =>
      resourceOf(templateOf(switches), "AWS::Cognito::UserPool").Properties.EmailConfiguration;
    expect(mailOf({ mailFrom: "photos@example.com" })).toBeUndefined();
    expect(mailOf({ mailFrom: "photos@example.com", codesBySes: "true" })).toMatchObject({
      EmailSendingAccount: "DEVELOPER",
      From: "Tintype <photos@example.com>",
    });
  });

  it("let other systems hear what happens to photos, each in its order", () => {
    const enabled = (switches = {}) =>
      resourceOf(templateOf(switches), "AWS::Lambda::EventSourceMapping", "Functionsonphotochanged").Properties.Enabled;
    expect([enabled(), enabled({ photoEvents: "true" })]).toEqual([false, true]);
    const topic = resourceOf(templateOf(), "AWS::SNS::Topic", "PhotoEvents").Properties;
    expect(topic).toMatchObject({ FifoTopic: true, TopicName: "tintype-dev-photo-events.fifo" });
  });

  it("let other pages call and sign in", () => {
    const template = templateOf({ origins: "https://app.example.com" });
    const [rule] = resourceOf(template, "AWS::S3::Bucket", "Incoming").Properties.CorsConfiguration.CorsRules;
    expect(rule.AllowedOrigins).toContain("https://app.example.com");
    const web = resourceOf(template, "AWS::Cognito::UserPoolClient", "UsersPoolWeb").Properties;
    expect(web.CallbackURLs).toContain("https://app.example.com/sign-in");
  });

  it("bound every role", () => {
    const roles = Object.values(resourcesOf(templateOf({ permissionsBoundary: "team" }), "AWS::IAM::Role"));
    expect(roles.length).toBeGreaterThan(10);
    for (const { Properties } of roles) expect(JSON.stringify(Properties.PermissionsBoundary)).toContain("policy/team");
  });

  it("keep the key before while a new one begins", () => {
    const group = (switches = {}) =>
      resourceOf(templateOf(switches), "AWS::CloudFront::KeyGroup").Properties.KeyGroupConfig.Items;
    expect(group()).toHaveLength(1);
    const [current, before] = group({ rotation: "3" });
    expect([current.Ref, before.Ref]).toEqual([
      expect.stringMatching(/^UrlKeysKey3/),
      expect.stringMatching(/^UrlKeysKey2/),
    ]);
  });

  it("call people by mail, at the price that they name", () => {
    const template = templateOf({ alarmMail: "ops@example.com", budget: "42" });
    expect(resourceOf(template, "AWS::SNS::Subscription").Properties.Endpoint).toBe("ops@example.com");
    expect(resourceOf(template, "AWS::Budgets::Budget").Properties.Budget.BudgetLimit.Amount).toBe(42);
  });
});
