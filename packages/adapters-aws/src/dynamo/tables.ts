import type { CreateTableCommandInput, GlobalSecondaryIndex } from "@aws-sdk/client-dynamodb";

/** The names of the two tables that hold everything. */
export interface DynamoTables {
  readonly photos: string;
  readonly core: string;
}

/** The attribute, in seconds since 1970, after which DynamoDB may remove an item of either table. Nothing relies on it. */
export const ttlAttribute = "ttl";

const text = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const }));

const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: "HASH" as const },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }]),
];

const index = (name: string, hash: string, range: string, ...included: string[]): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: keys(hash, range),
  Projection:
    included.length === 0 ? { ProjectionType: "KEYS_ONLY" } : { ProjectionType: "INCLUDE", NonKeyAttributes: included },
});

const common = {
  BillingMode: "PAY_PER_REQUEST",
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
} as const;

/**
 * Photos by id. `byOwner` holds what a list shows, so that a page is one query; the other indexes find keys alone.
 * `byShelf` is for counting: it has the keys of `byOwner`, is a tenth of its size, and is written only where they change.
 * What the others find is read from the table. All of them are sparse.
 */
export const photoTable = (name: string): CreateTableCommandInput => ({
  ...common,
  TableName: name,
  AttributeDefinitions: text("photoId", "userId", "shelfKey", "contentKey", "createdKey", "dueShard", "dueKey"),
  KeySchema: keys("photoId"),
  GlobalSecondaryIndexes: [
    index("byOwner", "userId", "shelfKey", "document"),
    index("byShelf", "userId", "shelfKey"),
    index("byContent", "contentKey", "createdKey"),
    index("byDue", "dueShard", "dueKey"),
  ],
});

/** Everything else, told apart by the first part of `pk`. `gsi1` finds keys alone. */
export const coreTable = (name: string): CreateTableCommandInput => ({
  ...common,
  TableName: name,
  AttributeDefinitions: text("pk", "sk", "gsi1pk", "gsi1sk"),
  KeySchema: keys("pk", "sk"),
  GlobalSecondaryIndexes: [index("gsi1", "gsi1pk", "gsi1sk")],
});
