import { coreTable, photoTable, ttlAttribute } from "@tintype/adapters-aws";
import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

export interface IndexedTable {
  readonly table: TableV2;
  readonly indexNames: readonly string[];
  readonly indexArns: readonly string[];
}

export interface Tables {
  readonly photos: IndexedTable;
  readonly core: IndexedTable;
}

/** A table as the adapters describe it: the contract lanes create theirs from the same description. */
type Described = ReturnType<typeof photoTable>;

/** Both tables: on demand with a fuse, encrypted, with streams, restorable to any second, and kept when the stack goes. */
export function defineTables(scope: Construct, deployment: Deployment): Tables {
  const here = new Construct(scope, "Tables");
  const prefix = `${deployment.name}-${deployment.size}`;
  return {
    photos: defineTable(here, "Photos", photoTable(`${prefix}-PhotoMetadata`), deployment),
    core: defineTable(here, "Core", coreTable(`${prefix}-TintypeCore`), deployment),
  };
}

function defineTable(
  scope: Construct,
  id: string,
  described: Described,
  { numbers, replicas }: Deployment,
): IndexedTable {
  const { read, write } = numbers.tableUnits;
  const indexes = (described.GlobalSecondaryIndexes ?? []).map(indexOf);
  const table = new TableV2(scope, id, {
    tableName: textOf(described.TableName),
    ...keysOf(described.KeySchema),
    globalSecondaryIndexes: indexes,
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: ttlAttribute,
    billing: Billing.onDemand({ maxReadRequestUnits: read, maxWriteRequestUnits: write }),
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    replicas: replicas.map((region) => ({ region })),
  });
  const indexNames = indexes.map(({ indexName }) => indexName);
  return { table, indexNames, indexArns: indexNames.map((name) => `${table.tableArn}/index/${name}`) };
}

function indexOf({ IndexName, KeySchema, Projection }: DescribedIndex): GlobalSecondaryIndexPropsV2 {
  return {
    indexName: textOf(IndexName),
    ...keysOf(KeySchema),
    projectionType: ProjectionType[Projection?.ProjectionType ?? "ALL"],
    ...(Projection?.NonKeyAttributes && { nonKeyAttributes: Projection.NonKeyAttributes }),
  };
}

type DescribedIndex = NonNullable<Described["GlobalSecondaryIndexes"]>[number];

/** All keys are strings. */
function keysOf(schema: Described["KeySchema"] = []): {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
} {
  const [hash, range] = schema.map(({ AttributeName }) => ({
    name: textOf(AttributeName),
    type: AttributeType.STRING,
  }));
  if (hash === undefined) throw new Error("A table without a key");
  return { partitionKey: hash, ...(range && { sortKey: range }) };
}

function textOf(name: string | undefined): string {
  if (name === undefined) throw new Error("Something without a name");
  return name;
}
