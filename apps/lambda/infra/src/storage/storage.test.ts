import { coreTable, photoTable, ttlAttribute } from "@tintype/adapters-aws";
import { describe, expect, it } from "vitest";
import { resourceOf, resourcesOf, type Statement, templateOf } from "../stack.fixture.ts";

const template = templateOf();
const buckets = resourcesOf(template, "AWS::S3::Bucket");
const originals = resourceOf(template, "AWS::S3::Bucket", "BucketsOriginals").Properties;
const incoming = resourceOf(template, "AWS::S3::Bucket", "Incoming").Properties;
const policies = Object.values(resourcesOf(template, "AWS::S3::BucketPolicy"));

interface Rule {
  readonly [property: string]: unknown;
  readonly ExpirationInDays?: number;
}
const rulesOf = (bucket: typeof originals): Rule[] => bucket.LifecycleConfiguration.Rules;

describe("every bucket", () => {
  it.each(Object.keys(buckets))("is closed to the public, encrypted, and stays when the stack goes: %s", (id) => {
    const { DeletionPolicy, UpdateReplacePolicy, Properties } = buckets[id] ?? resourceOf(template, "nothing");
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(["RetainExceptOnCreate", "Retain"]);
    expect(Properties.AccessControl).toBeUndefined();
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule.ServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: "AES256" });
    expect(rulesOf(Properties)).toContainEqual(
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }),
    );
  });

  it("refuses everybody who comes without TLS, or with less than 1.2", () => {
    expect(policies).toHaveLength(Object.keys(buckets).length);
    for (const { Properties } of policies) {
      const refusals = Properties.PolicyDocument.Statement.filter(({ Effect }: Statement) => Effect === "Deny");
      expect(refusals.map(({ Condition }: Statement) => Condition)).toEqual([
        { Bool: { "aws:SecureTransport": "false" } },
        { NumericLessThan: { "s3:TlsVersion": 1.2 } },
      ]);
      for (const { Action, Principal } of refusals) expect([Action, Principal]).toEqual(["s3:*", { AWS: "*" }]);
    }
  });

  it("lets in CloudFront alone, this distribution, to read; and to the uploads nobody", () => {
    const allowed = policies.flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(({ Effect }: Statement) => Effect === "Allow"),
    );
    // Only of the page may it know whether there is a file: elsewhere that would be somebody's secret.
    const actions = allowed.map(
      ({ Action, Resource }) => `${Action} ${JSON.stringify(Resource).match(/Buckets[A-Z][a-z]+/)}`,
    );
    expect(actions.toSorted((one, other) => one.localeCompare(other))).toEqual([
      "s3:GetObject BucketsMedia",
      "s3:GetObject BucketsOriginals",
      "s3:GetObject,s3:ListBucket BucketsWeb",
    ]);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: "cloudfront.amazonaws.com" });
      expect(JSON.stringify(Condition.StringEquals["AWS:SourceArn"])).toContain("EdgeDistribution");
    }
  });
});

describe("originals", () => {
  it("are versioned, and no rule ever removes what lives", () => {
    expect(originals.VersioningConfiguration).toEqual({ Status: "Enabled" });
    for (const rule of rulesOf(originals)) {
      expect(rule.ExpirationInDays).toBeUndefined();
      expect(rule).not.toHaveProperty("ExpirationDate");
    }
    expect(rulesOf(originals)).toContainEqual(
      expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 14 } }),
    );
  });

  it("are not alone: no rule removes renditions or the page either", () => {
    for (const id of ["BucketsMedia", "BucketsWeb"]) {
      const rules = rulesOf(resourceOf(template, "AWS::S3::Bucket", id).Properties);
      expect(rules.every(({ ExpirationInDays }) => ExpirationInDays === undefined)).toBe(true);
    }
  });
});

describe("uploads", () => {
  it("that nobody claims go after a day", () => {
    expect(rulesOf(incoming)).toContainEqual(expect.objectContaining({ ExpirationInDays: 1, Status: "Enabled" }));
  });

  it("come from pages of our own origins, with the methods that clients use", () => {
    const [rule, ...others] = incoming.CorsConfiguration.CorsRules;
    expect(others).toEqual([]);
    expect(JSON.stringify(rule.AllowedOrigins)).not.toContain('"*"');
    expect(rule).toMatchObject({
      AllowedMethods: ["PUT", "POST", "GET", "HEAD", "DELETE"],
      AllowedHeaders: ["*"],
      ExposedHeaders: ["ETag", "x-amz-request-id", "x-amz-id-2"],
    });
  });

  it("by ticket are told to a queue that takes such news from this bucket alone", () => {
    const [told] = incoming.NotificationConfiguration.QueueConfigurations;
    expect(told).toMatchObject({
      Event: "s3:ObjectCreated:*",
      Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "t/" }] } },
    });
    const { Statement } = resourceOf(template, "AWS::SQS::QueuePolicy", "QueuesuploadsPolicy").Properties
      .PolicyDocument;
    const [news] = Statement.filter(({ Effect }: Statement) => Effect === "Allow");
    expect(news).toMatchObject({ Principal: { Service: "s3.amazonaws.com" }, Action: "sqs:SendMessage" });
    expect(JSON.stringify(news.Condition.ArnEquals["aws:SourceArn"])).toContain("tintype-dev-incoming-");
    expect(news.Condition.StringEquals).toEqual({ "aws:SourceAccount": { Ref: "AWS::AccountId" } });
  });
});

describe.each([
  ["TablesPhotos", photoTable("tintype-dev-PhotoMetadata")],
  ["TablesCore", coreTable("tintype-dev-TintypeCore")],
])("the table %s", (id, described) => {
  const { DeletionPolicy, Properties: table } = resourceOf(template, "AWS::DynamoDB::GlobalTable", id);

  it("is what the adapters describe, and the lanes create", () => {
    expect(table.TableName).toBe(described.TableName);
    expect(table.KeySchema).toEqual(described.KeySchema);
    expect(table.BillingMode).toBe(described.BillingMode);
    expect(table.StreamSpecification).toEqual({ StreamViewType: described.StreamSpecification?.StreamViewType });
    expect(table.TimeToLiveSpecification).toEqual({ AttributeName: ttlAttribute, Enabled: true });
    const indexes = table.GlobalSecondaryIndexes.map(
      ({ IndexName, KeySchema, Projection }: Record<string, unknown>) => ({ IndexName, KeySchema, Projection }),
    );
    expect(indexes).toEqual(described.GlobalSecondaryIndexes);
    expect(table.AttributeDefinitions).toHaveLength(described.AttributeDefinitions?.length ?? 0);
    expect(table.AttributeDefinitions).toEqual(expect.arrayContaining(described.AttributeDefinitions ?? []));
  });

  it("is encrypted, can be taken back to any second, and is kept", () => {
    expect(table.SSESpecification).toEqual({ SSEEnabled: true, SSEType: "KMS" });
    expect(DeletionPolicy).toBe("Retain");
    for (const replica of table.Replicas) {
      expect(replica.DeletionProtectionEnabled).toBe(true);
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    }
  });

  it("has a fuse for the bill", () => {
    expect(table.WriteOnDemandThroughputSettings).toEqual({ MaxWriteRequestUnits: 500 });
    expect(table.Replicas[0].ReadOnDemandThroughputSettings).toEqual({ MaxReadRequestUnits: 2_000 });
  });
});
