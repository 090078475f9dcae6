import { type FunctionName, functions } from "./functions/functions.ts";

/** List prices of us-east-1 in dollars, as of November 2026. Of requests: for a million. */
export const prices = {
  gateway: 3.5,
  gatewayCacheHour: 0.02,
  lambda: { requests: 0.2, gigabyteSecond: 0.000_013_333_4 },
  dynamo: { writeUnits: 0.625, readUnits: 0.125 },
  s3: { writes: 5, reads: 0.4 },
  acceleration: { least: 0.04, most: 0.08 },
  queue: 0.5,
  edge: { requests: 1, gigabyte: 0.085, freeRequests: 10, freeGigabytes: 1_000 },
  gatewayGigabyte: 0.09,
  daxNodeHour: 0.04,
} as const;

export const hoursAMonth = 730;

/** What a line of the table in docs/costs.md comes to, for a million photos: ours, and what is often built. */
export interface Line {
  readonly what: string;
  readonly ours: readonly [words: string, dollars: number];
  readonly theirs: readonly [words: string, dollars: number];
}

/** What operations ask for, for a million photos in millions. */
export interface Requests {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly queue: number;
}

/** So many million invocations; memory is in MiB, and time in seconds. */
const invoked = (millions: number, memory: number, seconds: number): number =>
  millions * (prices.lambda.requests + 1_000_000 * (memory / 1_024) * seconds * prices.lambda.gigabyteSecond);

const memoryOf = (name: FunctionName): number => functions[name].memory;
const inWords = (memory: number): string => `${memory.toLocaleString("en")} MB`;

/** Photos of 4 MB in three renditions, each seen twenty times at 60 KB, with four calls of the API. */
export function reckon({ readUnits, writeUnits, queue }: Requests): readonly Line[] {
  const calls = 4;
  const views = 20;
  const gigabytes = 1_200;
  const [http, imaging] = [memoryOf("http"), memoryOf("imaging")];
  const [upload, table] = [memoryOf("on-upload"), memoryOf("on-table-changed")];
  const developing = invoked(1, imaging, 0.9);
  const dynamo = writeUnits * prices.dynamo.writeUnits + readUnits * prices.dynamo.readUnits;
  const s3 = (writes: number, reads: number) => writes * prices.s3.writes + reads * prices.s3.reads;
  const { edge } = prices;
  const delivered =
    (gigabytes - edge.freeGigabytes) * edge.gigabyte + (calls + views - edge.freeRequests) * edge.requests;
  return [
    {
      what: `API Gateway (REST), $${prices.gateway.toFixed(2)} a million`,
      ours: [`${calls} calls: `, calls * prices.gateway],
      theirs: [`${calls + views} calls: `, (calls + views) * prices.gateway],
    },
    {
      what: `\`http\` (${inWords(http)}, 40 ms)`,
      ours: ["", invoked(calls, http, 0.04)],
      theirs: ["", invoked(calls - 1, http, 0.04)],
    },
    {
      what: `\`on-upload\` (${inWords(upload)}, 100 ms) and \`on-table-changed\` (${inWords(table)}, three times 50 ms)`,
      ours: ["", invoked(1, upload, 0.1) + invoked(3, table, 0.05)],
      theirs: ["–", 0],
    },
    {
      what: "functions that take the bytes (1,024 MB, 1.5 s) and give out the pictures (512 MB, 60 ms)",
      ours: ["–", 0],
      theirs: ["", invoked(1, 1_024, 1.5) + invoked(views, 512, 0.06)],
    },
    { what: `\`imaging\` (${inWords(imaging)}, 0.9 s assumed)`, ours: ["", developing], theirs: ["", developing] },
    {
      what: `DynamoDB, $${prices.dynamo.writeUnits} a million write units, $${prices.dynamo.readUnits} read units`,
      ours: [`${writeUnits} and ${readUnits}, the other three calls among them: `, dynamo],
      theirs: ["", dynamo],
    },
    {
      what: `S3: PUT and COPY $${prices.s3.writes} a million, GET and HEAD $${prices.s3.reads.toFixed(2)}`,
      ours: ["5 and 7 (3 by the edge): ", s3(5, 7)],
      theirs: ["4 and 21: ", s3(4, 21)],
    },
    { what: `SQS: ${queue} requests`, ours: ["", queue * prices.queue], theirs: ["–", 0] },
    {
      what: "delivery of 1.2 TB",
      ours: ["CloudFront, a terabyte and 10 million requests free: ", delivered],
      theirs: [`API Gateway, $${prices.gatewayGigabyte} a GB: `, gigabytes * prices.gatewayGigabyte],
    },
  ];
}
